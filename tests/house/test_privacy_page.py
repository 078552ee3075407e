"""PRIVACY.md says what the code says."""

from pathlib import Path

from missions.privacy import Audience, Posture
from missions.privacy_fields import CARRIED, CARRY, Field
from missions.privacy_page import markdown, seen

EXPECTED = {
    Field("trip", "label"): {"family": "A A A", "calendar": "A A A"},
    Field("trip", "purpose"): {"leader": "A A A", "team": "· · ·", "border": "· · ·"},
    Field("site", "name"): {
        **{"leader": "A A A", "team": "A · ·", "family": "A · ·", "host": "o · ·"},
        **{"border": "A · ·", "calendar": "A · ·"},
    },
    Field("site", "name", CARRY): {"team": "A o o", "border": "A o o", "calendar": "A · ·"},
    Field("partner", "phone"): {"leader": "A A A", "team": "A · ·", "host": "o · ·"},
    Field("contact", "phone"): {"leader": "A A A", "team": "A A A", "family": "· · ·"},
    Field("contact", "phone", "home contact"): {"family": "A · ·"},
    Field("contact", "phone", "sensitivity `public`"): {"team": "A A A", "family": "A A A"},
    Field("contact", "phone", "sensitivity `leader`"): {"leader": "A A A", "team": "· · ·"},
    Field("contact", "phone", "insurer"): {"border": "A A A", "family": "· · ·"},
    Field("people", "preferred_name"): {"team": "A A A", "host": "o o ·", "border": "A · ·"},
    Field("people", "birth_date"): {"leader": "A A A", "team": "o o o", "family": "· · ·"},
    Field("people", "allergies"): {
        **{"leader": "A A A", "team": "o o o", "family": "· · ·", "host": "n n n"},
        **{"border": "o · ·", "calendar": "· · ·"},
    },
    Field("people", "medication"): {"team": "o o o", "host": "· · ·"},
    Field("travel", "locator"): {
        **{"leader": "A A A", "team": "o o o", "family": "· · ·", "host": "· · ·"},
        **{"border": "o o o", "calendar": "· · ·"},
    },
    Field("travel", "number"): {"family": "A o ·", "border": "A o o", "calendar": "A · ·"},
    Field("schedule", "title"): {
        **{"leader": "A A A", "team": "A A A", "family": "A · ·", "host": "o o ·"},
        **{"border": "A · ·", "calendar": "A · ·"},
    },
    Field("schedule", "note"): {"leader": "A A A", "team": "· · ·", "host": "· · ·"},
    Field("attendance", "state"): {"leader": "A A A", "team": "o o o", "border": "o · ·"},
    Field("documents", "number"): {
        **{"leader": "A A A", "team": "o o o", "family": "· · ·", "host": "· · ·"},
        **{"border": "o · ·", "calendar": "· · ·"},
    },
    Field("documents", "number", CARRIED): {"team": "o o o", "border": "o o o"},
    Field("documents", "note"): {"leader": "A A A", "team": "· · ·"},
}
"""Worked out from the table of postures and audiences in the design: open, guarded, closed."""


def test_the_page_is_up_to_date() -> None:
    page = Path(__file__).resolve().parents[2] / "PRIVACY.md"

    assert page.read_text(encoding="utf-8") == markdown()


def test_what_is_found_is_what_the_design_grants() -> None:
    found = {
        field: {
            name: " ".join(seen()[field][(posture, Audience(name))] for posture in Posture)
            for name in cells
        }
        for field, cells in EXPECTED.items()
    }

    assert found == EXPECTED


def test_labels_of_guarded_and_closed_trips_stand_where_titles_do_not() -> None:
    letters = seen()[Field("schedule", "plain_title")]
    careful = (Posture.GUARDED, Posture.CLOSED)

    assert [letters[(one, Audience.CALENDAR)] for one in careful] == ["A", "A"]
    assert [letters[(one, Audience.BORDER)] for one in careful] == ["A", "A"]
    assert [letters[(one, Audience.FAMILY)] for one in careful] == ["A", "·"]
