"""The background check of an adult: done in time, and in force to the trip's last day. Pure."""

from __future__ import annotations

from missions.readiness.clearance import assess

__all__ = ["assess"]
