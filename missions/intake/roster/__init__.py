"""Rosters of other systems (forms, church databases) on their way into people.csv. Pure."""
