"""What a request stands on: the installation that the application was made for."""

from __future__ import annotations

from flask import Flask, current_app

from missions.installation import Installation

_NAME = "installation"


def put(app: Flask, installation: Installation) -> None:
    """Keep the installation with the application."""
    app.extensions[_NAME] = installation


def installation() -> Installation:
    """Return the installation of the current application."""
    found: Installation = current_app.extensions[_NAME]
    return found
