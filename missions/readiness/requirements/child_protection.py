"""The child protection course of an adult: done in time, in force to the last day. Pure."""

from __future__ import annotations

from missions.readiness.clearance import assess

__all__ = ["assess"]
