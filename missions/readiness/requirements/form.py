"""A form that the trip names by its title: read, signed or uploaded. Pure."""

from __future__ import annotations

from missions.readiness.requirements.signed import assess

__all__ = ["assess"]
