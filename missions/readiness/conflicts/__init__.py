"""One rule a kind of clash in the plan: `find(party) -> Iterator[Conflict]`. Pure."""
