"""PRIVACY.md says what the code says."""

from pathlib import Path

from missions.privacy_page import markdown


def test_the_page_is_up_to_date() -> None:
    page = Path(__file__).resolve().parents[2] / "PRIVACY.md"

    assert page.read_text(encoding="utf-8") == markdown()
