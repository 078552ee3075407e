"""The colours of the pages: every pair of words and ground is readable, in light and dark."""

from __future__ import annotations

import re

import pytest

from missions.assets import static_dir

WORDS = ("ink", "quiet", "accent", "met", "risk", "due", "wrong")
GROUNDS = ("ground", "wash")


def _tokens(scheme: str) -> dict[str, str]:
    text = (static_dir() / "css" / "tokens.css").read_text(encoding="utf-8")
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return (
        found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
        if scheme == "dark"
        else found
    )


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, by WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_reach_4_5_on_every_ground(scheme: str) -> None:
    token = _tokens(scheme)
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [("ink", "tint"), ("accent", "tint"), ("ink", "alarm-wash"), ("ground", "ink")]
    pairs += [("on-accent", "accent"), ("on-accent-quiet", "accent"), ("on-accent", "accent-deep")]

    dim = {
        pair: round(contrast(token[pair[0]], token[pair[1]]), 2)
        for pair in pairs
        if contrast(token[pair[0]], token[pair[1]]) < 4.5
    }

    assert dim == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_reach_3(scheme: str) -> None:
    token = _tokens(scheme)

    assert contrast(token["edge"], token["ground"]) >= 3
