"""Scans by page: added, looked at and dropped by who may, cleaned, sealed, and never run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from missions import clock
from missions.documents.model import Document, Scan
from missions.installation import open_installation
from missions.trips.model import Trip
from tests.web.house import Caller, House, opened, words

SPRING, CASA = "spring-27", "casa-27"
BORDER = datetime(2027, 3, 9, 6, tzinfo=UTC)


def picture(comment: bytes = b"taken at the safehouse") -> BytesIO:
    """Return a small JPEG with a comment in it."""
    made = BytesIO()
    Image.new("RGB", (24, 16), "white").save(made, "JPEG", comment=comment)
    made.seek(0)
    return made


def document(house: House, key: str, code: str = SPRING) -> str:
    """Return the id of a member's first document."""
    with house.installation.store.read() as session:
        found = session.scalars(
            select(Document.id)
            .join(Trip, Trip.id == Document.trip_id)
            .where(Trip.code == code, Document.person == key)
            .order_by(Document.position)
        ).first()
    assert found is not None
    return found


def keep(caller: Caller, house: House, key: str, upload: BytesIO, name: str = "p.jpg") -> int:
    """Hand a scan in; return the answer's status."""
    page = house.mine(SPRING, key, "documents")
    path = f"{page}/{document(house, key)}"
    return caller.post(path, {"scan": (upload, name)}, page=page).status_code


def scan_of(house: House) -> str:
    """Return the id of the only scan."""
    with house.installation.store.read() as session:
        return session.scalars(select(Scan.id)).one()


@pytest.fixture
def mei(samples: House) -> Caller:
    """A volunteer."""
    return samples.signed_in(SPRING, "mei")


def test_a_scan_is_kept_cleaned_and_handed_out_as_a_file(samples: House, mei: Caller) -> None:
    assert keep(mei, samples, "mei", picture()) == 303

    answer = mei.get(f"/scans/{scan_of(samples)}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == "attachment; filename=scan.jpg"
    policy = set(answer.headers["Content-Security-Policy"].split("; "))
    assert {"sandbox", "default-src 'none'"} <= policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Image.open(BytesIO(answer.data)).size == (24, 16)
    assert b"safehouse" not in answer.data
    kept = [path.read_bytes() for path in samples.installation.settings.home.rglob("scans/*")]
    assert len(kept) == 1
    assert b"JFIF" not in kept[0]


@pytest.mark.parametrize(
    ("code", "key", "status"),
    [
        (SPRING, "grace", 200),
        (SPRING, "paul", 200),
        (SPRING, "minho", 404),
        (SPRING, "marian", 404),
        (SPRING, "hui-wang", 404),
        (CASA, "marisol", 404),
    ],
)
def test_others_see_a_scan_only_where_they_lead(
    samples: House, mei: Caller, code: str, key: str, status: int
) -> None:
    keep(mei, samples, "mei", picture())

    other = samples.signed_in(code, key)

    assert other.get(f"/scans/{scan_of(samples)}").status_code == status
    assert other.get(samples.mine(SPRING, "mei", "documents")).status_code == status


def test_a_guardian_keeps_a_minors_scan(samples: House) -> None:
    guardian = samples.signed_in(SPRING, "hui-wang")

    assert keep(guardian, samples, "lily", picture()) == 303
    assert guardian.get(f"/scans/{scan_of(samples)}").status_code == 200


def test_after_five_minutes_one_shows_again_who_one_is(
    samples: House, mei: Caller, now: datetime
) -> None:
    keep(mei, samples, "mei", picture())
    path = f"/scans/{scan_of(samples)}"

    with clock.frozen(now + timedelta(minutes=5)):
        answer = mei.get(path)

    assert (answer.status_code, answer.location) == (303, f"/confirm?next={path}")


def test_near_a_border_scans_rest(samples: House, mei: Caller) -> None:
    keep(mei, samples, "mei", picture())
    with clock.frozen(BORDER):
        traveller = samples.signed_in(SPRING, "mei")

        found = [
            traveller.get(path).status_code
            for path in (f"/scans/{scan_of(samples)}", samples.mine(SPRING, "mei", "documents"))
        ]

    assert found == [403, 403]


@pytest.mark.parametrize(
    ("upload", "name", "wanted"),
    [
        (BytesIO(b"<html>no</html>"), "p.jpg", "p.jpg"),
        (BytesIO(b""), "", "No file was chosen"),
    ],
)
def test_what_can_not_be_kept_is_named_in_place(
    samples: House, mei: Caller, upload: BytesIO, name: str, wanted: str
) -> None:
    page = samples.mine(SPRING, "mei", "documents")
    path = f"{page}/{document(samples, 'mei')}"

    answer = mei.post(path, {"scan": (upload, name)}, page=page)

    assert answer.status_code == 422
    assert wanted in words(answer)
    with samples.installation.store.read() as session:
        assert session.scalars(select(Scan.id)).all() == []


def test_a_scan_of_somebody_elses_document_is_not_taken(samples: House, mei: Caller) -> None:
    page = samples.mine(SPRING, "mei", "documents")

    answer = mei.post(
        f"{page}/{document(samples, 'minho')}", {"scan": (picture(), "p.jpg")}, page=page
    )

    assert answer.status_code == 404


def test_a_dropped_scan_is_gone_from_the_store_too(samples: House, mei: Caller) -> None:
    keep(mei, samples, "mei", picture())
    path, page = f"/scans/{scan_of(samples)}", samples.mine(SPRING, "mei", "documents")

    dropped = mei.post(f"{path}/drop", page=page)

    assert dropped.status_code == 303
    assert mei.get(path).status_code == 404
    assert [p for p in samples.installation.settings.home.rglob("scans/*") if p.is_file()] == []


def test_without_the_outer_key_it_says_what_is_unavailable(samples: House, mei: Caller) -> None:
    keep(mei, samples, "mei", picture())
    key_file = samples.installation.settings.key_file
    key_file.rename(key_file.with_name("away"))
    installation = open_installation(samples.installation.settings)
    shut = opened(installation)
    mei = shut.signed_in(SPRING, "mei")

    answer = mei.get(f"/scans/{scan_of(samples)}")

    assert answer.status_code == 503
    assert "Private facts can’t be opened" in words(answer)
    assert mei.get(samples.mine(SPRING, "mei")).status_code == 200
    installation.close()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("KE 5550105", "It is Mei’s."),
        ("ke-555-0105", "It is Mei’s."),
        ("KE555010", "No document of this trip bears that number."),
        ("", "No document of this trip bears that number."),
    ],
)
def test_a_found_document_is_led_back_to_whom_it_belongs(
    samples: House, number: str, said: str
) -> None:
    page = f"/trips/{SPRING}/people"
    grace = samples.signed_in(SPRING, "grace")

    answer = grace.post(f"{page}/document", {"number": number}, page=page)

    assert answer.status_code == 303
    assert said in words(grace.get(page))


def test_a_number_of_another_trip_is_not_found(samples: House) -> None:
    page = f"/trips/{CASA}/people"
    marisol = samples.signed_in(CASA, "marisol")

    marisol.post(f"{page}/document", {"number": "KE5550105"}, page=page)

    assert "No document of this trip bears that number." in words(marisol.get(page))
