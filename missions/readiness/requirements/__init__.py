"""One rule a kind of requirement: `assess(facts, requirement, on_date) -> Verdict`. Pure."""
