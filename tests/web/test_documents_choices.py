"""Which papers are offered for whom, and the pages without a script, a scan or the outer key."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from missions.documents.model import Document
from missions.installation import open_installation
from tests.web.house import House, opened, words
from tests.web.test_documents import LINES, SPRING, enter, page_of

KINDS = (
    *("passport", "visa", "entry_permit", "insurance", "vaccination", "guardian_consent"),
    *("background_check", "child_protection", "waiver", "medical_form", "funds"),
    "Emergency wishes",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form(samples: House, kind: str) -> None:
    mei = samples.signed_in(SPRING, "mei")

    answer = mei.get(samples.mine(SPRING, "mei", f"documents/new?kind={kind}"))

    assert answer.status_code == 200
    assert "Scan optional, now or later" in words(answer)


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"kind": "funds", "number": "$1,725"}, ("funds", "held", None)),
        ({"kind": "visa", "country": "Japan", "state": "applied"}, ("visa", "applied", None)),
        (
            {"kind": "vaccination", "note": "Yellow fever", "issued": "2 Jan 2026"},
            ("vaccination", "held", None),
        ),
        (
            {
                "kind": "insurance",
                "number": "P-1",
                "valid_from": "2027-03-08",
                "expires": "2027-03-20",
            },
            ("insurance", "held", "2027-03-20"),
        ),
        (
            {"kind": "Emergency wishes", "issued": "2027-01-30"},
            ("Emergency wishes", "held", None),
        ),
    ],
)
def test_each_is_kept_with_what_it_needs(
    samples: House, fields: dict[str, object], kept: tuple[str, str, str | None]
) -> None:
    mei = samples.signed_in(SPRING, "mei")

    assert enter(mei, samples, "mei", **fields).status_code == 303

    with samples.installation.store.read() as session:
        row = session.scalars(
            select(Document).where(Document.person == "mei").order_by(Document.position.desc())
        ).first()
    assert row is not None
    assert (row.kind, row.state, str(row.expires) if row.expires else None) == kept


def test_without_the_outer_key_the_list_stands_and_a_paper_says_what_is_missing(
    samples: House,
) -> None:
    key_file = samples.installation.settings.key_file
    key_file.rename(key_file.with_name("away"))
    installation = open_installation(samples.installation.settings)
    shut = opened(installation)
    mei = shut.signed_in(SPRING, "mei")

    listed = mei.get(shut.mine(SPRING, "mei", "documents"))
    one = mei.get(page_of(shut, "mei", "mei-passport"))
    entered = enter(mei, shut, "mei", kind="passport", mrz=LINES)

    assert (listed.status_code, one.status_code, entered.status_code) == (200, 503, 503)
    installation.close()
