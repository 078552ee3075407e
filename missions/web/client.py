"""What browser it is, in words: enough to know one's own devices, too little to track them."""

from __future__ import annotations

from flask import request

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def words(agent: str) -> str:
    """Return a user agent in a few words: `Firefox on Android`."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def client() -> str:
    """Return what browser asks, in a few words."""
    return words(request.user_agent.string)


def network() -> str:
    """Return the network that asks: an IPv4 address, or the first half of an IPv6 one."""
    address = request.remote_addr or ""
    return ":".join(address.split(":")[:4]) if ":" in address else address
