"""One rule a kind of clash in the plan: `find(ground) -> Iterator[Conflict]`. Pure."""
