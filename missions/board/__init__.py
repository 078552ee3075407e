"""Who and what is ready: verdicts worked out, kept, waived and let be."""
