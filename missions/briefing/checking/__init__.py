"""The checker at work: every text that leaves a guarded or closed trip is read before it does."""
