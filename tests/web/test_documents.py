"""Papers by page: entered, changed, replaced and withdrawn, by who may, with nothing lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from missions import clock
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.disclosure import of_person, reveal
from missions.documents.history import told
from missions.documents.model import Document, PaperEvent, Scan
from missions.documents.queries import documents_numbered
from missions.trips.model import Membership, Trip
from tests.web.factors import account_of, fields_in, give
from tests.web.house import Caller, House, words
from tests.web.test_scans import BORDER, SPRING, picture

UPPER = "P<USACHEN<<MEI<LIN<<<<<<<<<<<<<<<<<<<<<<<<<<"
LOWER = "A055509053USA9912050F3401022<<<<<<<<<<<<<<08"
LINES = f"{UPPER}\n{LOWER}"


@pytest.fixture
def mei(samples: House) -> Caller:
    """A volunteer."""
    return samples.signed_in(SPRING, "mei")


def row(house: House, key: str) -> Document:
    """Return a document by key."""
    with house.installation.store.read() as session:
        return session.scalars(select(Document).where(Document.key == key)).one()


def opened(house: House, key: str, *columns: str) -> list[str]:
    """Return what is sealed in a document."""
    with house.installation.store.write() as session:
        document = session.scalars(select(Document).where(Document.key == key)).one()
        person = session.scalars(
            select(Membership.person_id).where(
                Membership.trip_id == document.trip_id, Membership.key == document.person
            )
        ).one()
        facts = [
            of_person(person, "document", document.id, column, getattr(document, column))
            for column in columns
        ]
        return reveal(house.installation, session, OPERATOR, person, facts, "papers")


def history(
    house: House, key: str
) -> list[tuple[str, dict[str, tuple[str, str]], tuple[str, ...]]]:
    """Return what happened to a document, the oldest first, with its sealed words."""
    with house.installation.store.write() as session:
        events = session.scalars(
            select(PaperEvent)
            .join(Document, Document.id == PaperEvent.document_id)
            .where(Document.key == key)
            .order_by(PaperEvent.at)
        ).all()
        facts = [
            of_person(event.person_id, "paper_event", event.id, "words", event.words)
            for event in events
        ]
        texts = reveal(house.installation, session, OPERATOR, "", facts, "papers")
    return [
        (event.what, dict(told(text).changes), told(text).remarks)
        for event, text in zip(events, texts, strict=True)
    ]


def version(house: House) -> int:
    """Return how often the trip was written."""
    with house.installation.store.read() as session:
        return session.scalars(select(Trip.version).where(Trip.code == SPRING)).one()


def enter(caller: Caller, house: House, whose: str, **fields: object) -> TestResponse:
    """Hand a new paper in."""
    base = house.mine(SPRING, whose, "documents")
    if "replaces" in fields:
        page = f"{base}/new?replaces={fields['replaces']}"
    else:
        page = f"{base}/new?kind={fields['kind']}"
    return caller.post(f"{base}/new", fields, page=page)


def page_of(house: House, whose: str, key: str, step: str = "") -> str:
    """Return the path of a paper's page."""
    path = f"{house.mine(SPRING, whose, 'documents')}/{row(house, key).id}"
    return f"{path}/{step}" if step else path


def value_of(answer: TestResponse, name: str) -> str:
    """Return what stands in a field of a form."""
    text = re.sub(r"\s+", " ", answer.text)
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', text)
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>([^<]*)<', answer.text)
    assert found or area, name
    return (found or area).group(1)  # type: ignore[union-attr]


def test_what_the_trip_asks_stands_with_its_state_and_day(samples: House, mei: Caller) -> None:
    page = words(mei.get(samples.mine(SPRING, "mei", "documents")))

    assert "Still open 2 Funds Not here yet , wanted by Sat 6 February 2027 Add Funds" in page
    assert "Entry permit Waits for your leader , valid to 30 November 2028" in page
    assert "Passport Accepted , valid to 19 August 2029" in page
    assert "A05550105" not in page


def test_what_ends_soon_is_told_to_whom_it_belongs(samples: House) -> None:
    minho, ruth = (samples.signed_in(SPRING, key) for key in ("minho", "ruth"))

    own = words(minho.get(samples.mine(SPRING, "minho", "documents")))
    theirs = words(ruth.get(samples.mine(SPRING, "ruth", "documents")))

    assert "Your visa ends on 12 March 2027, in 39 days." in own
    assert "Your insurance ends" not in own
    assert "Your passport ends" not in theirs
    with clock.frozen(datetime(2027, 4, 1, 15, tzinfo=UTC)):
        later = samples.signed_in(SPRING, "ruth").get(samples.mine(SPRING, "ruth", "documents"))
    assert "Your passport ends on 30 August 2027, in 151 days." in words(later)


def test_a_passport_is_entered_by_its_two_lines(samples: House, mei: Caller) -> None:
    before = version(samples)

    answer = enter(
        *(mei, samples, "mei"), kind="passport", mrz=LINES, issued="3 January 2024", state="held"
    )

    assert answer.status_code == 303
    kept = row(samples, "mei-passport-2")
    assert (kept.kind, kept.person, kept.state) == ("passport", "mei", "held")
    assert str(kept.expires) == "2034-01-02"
    assert opened(
        *(samples, "mei-passport-2", "number", "country", "name_on_document", "issued"),
        *("mrz1", "mrz2"),
    ) == ["A05550905", "US", "CHEN, MEI LIN", "2024-01-03", UPPER, LOWER]
    assert history(samples, "mei-passport-2") == [("entered", {}, ())]
    assert version(samples) == before + 1
    with samples.installation.store.read() as session:
        found = documents_numbered(samples.installation, session, "a0555 0905")
    assert [one.key for one in found] == ["mei-passport-2"]


def test_lines_are_read_before_anything_is_kept(samples: House, mei: Caller) -> None:
    answer = enter(
        *(mei, samples, "mei"),
        kind="passport",
        mrz=LINES.replace("A05550", "A0555O"),
        step="read",
    )

    assert answer.status_code == 200
    assert "Line 2: 0 for O in column 6" in words(answer)
    assert [value_of(answer, name) for name in ("number", "country", "expires")] == [
        "A05550905",
        "US",
        "2034-01-02",
    ]
    with samples.installation.store.read() as session:
        assert session.scalars(select(Document).where(Document.key == "mei-passport-2")).all() == []


def test_everything_typed_survives_and_each_fault_is_named(samples: House, mei: Caller) -> None:
    answer = enter(
        *(mei, samples, "mei"),
        kind="visa",
        number="9" * 30,
        country="Cihna",
        issued="3/4/24",
        valid_from="2024-05-01",
        expires="2024-04-01",
        name_on_document="CHEN & SONS",
    )

    assert answer.status_code == 422
    page = words(answer)
    assert "4 things to put right Nothing was kept yet" in page
    assert "Wanted: at most 24 characters." in page
    assert "It says “Cihna”. Wanted: a country’s name, or its two letters as KR." in page
    assert "Did you mean China ?" in page
    assert "this could be 4 March 2024 (2024-03-04) or 3 April 2024 (2024-04-03)" in page
    assert "It says “1 April 2024”. Wanted: a day not before the first one on which" in page
    typed = ("number", "country", "issued", "valid_from", "expires", "name_on_document")
    assert [value_of(answer, name) for name in typed] == [
        *("9" * 30, "Cihna", "3/4/24", "2024-05-01", "2024-04-01"),
        "CHEN &amp; SONS",
    ]


def test_lines_that_contradict_what_was_typed_are_faults(samples: House, mei: Caller) -> None:
    answer = enter(*(mei, samples, "mei"), kind="passport", mrz=LINES, number="X1", country="KR")

    assert answer.status_code == 422
    assert "It says “X1”. Wanted: the same as in the two lines at the bottom." in words(answer)
    assert "Did you mean A05550905 ?" in words(answer)
    assert "It says “South Korea”." in words(answer)


def test_a_wrong_line_is_pointed_at(samples: House, mei: Caller) -> None:
    answer = enter(*(mei, samples, "mei"), kind="passport", mrz=LINES.replace("9053", "9054"))

    assert answer.status_code == 422
    assert "Line 2, columns 1 to 10. Wanted: the check digit 3 for the number" in words(answer)
    assert "<mark>A055509054</mark>USA" in answer.text
    assert value_of(answer, "mrz") == LINES.replace("9053", "9054").replace("<", "&lt;")


def test_what_differs_from_the_roster_is_told_kept_and_on_record(
    samples: House, mei: Caller
) -> None:
    born = "A055509053USA9912061F3401022<<<<<<<<<<<<<<08"
    said = "The roster says born on 5 December 1999, the passport 6 December 1999."

    answer = enter(*(mei, samples, "mei"), kind="passport", mrz=f"{UPPER}\n{born}")

    assert answer.status_code == 303
    assert f"{said} Tell your leader." in words(mei.get(answer.location))
    assert history(samples, "mei-passport-2") == [("entered", {}, (said,))]


def test_a_scan_comes_with_the_same_form(samples: House, mei: Caller) -> None:
    answer = enter(
        *(mei, samples, "mei"), kind="passport", mrz=LINES, scan=(picture(), "passport.jpg")
    )

    assert answer.status_code == 303
    with samples.installation.store.read() as session:
        scans = session.scalars(select(Scan)).all()
    assert [scan.document_id for scan in scans] == [row(samples, "mei-passport-2").id]


def test_a_scan_that_can_not_be_kept_loses_no_text(samples: House, mei: Caller) -> None:
    bad = (BytesIO(b"<html>no</html>"), "p.jpg")
    answer = enter(*(mei, samples, "mei"), kind="passport", mrz=LINES, scan=bad)

    assert answer.status_code == 422
    assert "“p.jpg” is a web page." in words(answer)
    assert "Choose it once more" in words(answer)
    assert value_of(answer, "mrz") == LINES.replace("<", "&lt;")


def test_a_changed_field_keeps_what_stood_there_and_waits_for_review(
    samples: House, mei: Caller
) -> None:
    path = page_of(samples, "mei", "mei-passport", "change")
    form = mei.get(path)
    sent = {
        name: value_of(form, name)
        for name in ("stamp", "number", "country", "name_on_document", "issued", "expires")
    }

    answer = mei.post(path, {**sent, "blank_pages": "3", "mrz": "", "note": ""})

    assert answer.status_code == 303
    assert row(samples, "mei-passport").state == "held"
    assert opened(samples, "mei-passport", "number", "blank_pages") == ["A05550105", "3"]
    assert history(samples, "mei-passport") == [("changed", {"blank_pages": ("4", "3")}, ())]
    shown = words(mei.get(answer.location))
    assert "Mei changed it Mon 1 Feb, 09:40 Field Before After Blank pages left 4 3" in shown


def test_who_was_slower_loses_nothing(samples: House, mei: Caller) -> None:
    path = page_of(samples, "mei", "mei-passport", "change")
    form = mei.get(path)
    names = ("stamp", "number", "country", "name_on_document", "issued", "expires")
    sent = {name: value_of(form, name) for name in names}
    mei.post(path, {**sent, "blank_pages": "3", "mrz": "", "note": ""})

    late = mei.post(path, {**sent, "blank_pages": "2", "mrz": "", "note": "seen"})

    assert late.status_code == 409
    assert "Somebody else changed it meanwhile" in words(late)
    assert "Blank pages left 3 Note nothing Keep yours" in words(late)
    assert (value_of(late, "blank_pages"), value_of(late, "note")) == ("2", "seen")
    again = {**sent, "stamp": value_of(late, "stamp"), "blank_pages": "2", "mrz": "", "note": ""}
    assert mei.post(path, again).status_code == 303
    assert opened(samples, "mei-passport", "blank_pages") == ["2"]


def test_a_new_passport_leaves_the_old_one_on_file_and_can_be_undone(
    samples: House, mei: Caller
) -> None:
    old = row(samples, "mei-passport").id
    visa = page_of(samples, "mei", "mei-visa-cn", "change")
    form = mei.get(visa)
    names = ("stamp", "number", "country", "name_on_document", "issued", "expires")
    tied = {name: value_of(form, name) for name in names}
    mei.post(visa, {**tied, "entries": "multiple", "tied_to": "mei-passport"})

    answer = enter(*(mei, samples, "mei"), replaces=old, mrz=LINES)

    assert row(samples, "mei-passport").replaced_by == "mei-passport-2"
    assert "Visa: issued in the earlier passport." in words(mei.get(answer.location))
    listed = words(mei.get(samples.mine(SPRING, "mei", "documents")))
    assert "Earlier 1 Accepted, valid to 19 August 2029" in listed
    assert "It stands in the earlier passport. Ask the consulate" in listed
    undo = page_of(samples, "mei", "mei-passport", "undo")
    done = mei.post(undo, page=page_of(samples, "mei", "mei-passport"))
    assert done.status_code == 303
    assert row(samples, "mei-passport").replaced_by == ""
    assert [what for what, _, _ in history(samples, "mei-passport")] == ["replaced", "taken back"]


def test_one_passport_is_chosen_at_a_time(samples: House, mei: Caller) -> None:
    enter(*(mei, samples, "mei"), kind="passport", mrz=LINES)

    for key in ("mei-passport-2", "mei-passport"):
        path = page_of(samples, "mei", key)
        assert mei.post(f"{path}/choose", page=path).status_code == 303

    chosen = [row(samples, key).chosen for key in ("mei-passport", "mei-passport-2")]
    assert chosen == [True, False]
    visa = page_of(samples, "mei", "mei-visa-cn")
    assert mei.post(f"{visa}/choose", page=visa).status_code == 404


def test_only_what_was_never_reviewed_is_taken_out(samples: House, mei: Caller) -> None:
    answer = enter(*(mei, samples, "mei"), kind="passport", mrz=LINES, scan=(picture(), "p.jpg"))

    gone = mei.post(f"{answer.location}/withdraw", page=answer.location)
    path = page_of(samples, "mei", "mei-passport")
    stays = mei.post(f"{path}/withdraw", page=path)

    told = words(mei.get(path))
    assert (gone.status_code, mei.get(answer.location).status_code) == (303, 404)
    with samples.installation.store.read() as session:
        assert session.scalars(select(Scan)).all() == []
    assert stays.location.endswith(path)
    assert "A leader has looked at it, so it stays on file." in told


def test_a_guardian_consents_for_a_minor(samples: House) -> None:
    guardian = samples.signed_in(SPRING, "hui-wang")

    answer = enter(
        *(guardian, samples, "lily"),
        kind="guardian_consent",
        by="hui-wang",
        issued="2027-01-20",
    )

    assert answer.status_code == 303
    with samples.installation.store.read() as session:
        key = session.scalars(
            select(Document.key)
            .where(Document.person == "lily", Document.kind == "guardian_consent")
            .order_by(Document.position.desc())
        ).first()
    assert opened(samples, str(key), "by", "issued") == ["hui-wang", "2027-01-20"]
    stranger = enter(
        *(guardian, samples, "lily"), kind="guardian_consent", by="paul", issued="2027-01-20"
    )
    assert stranger.status_code == 422


@pytest.mark.parametrize(
    ("code", "key", "statuses"),
    [
        (SPRING, "grace", (200, 200, 200)),
        (SPRING, "minho", (404, 404, 404)),
        (SPRING, "hui-wang", (404, 404, 404)),
        ("casa-27", "marisol", (404, 404, 404)),
    ],
)
def test_others_come_to_it_only_where_they_lead(
    samples: House, code: str, key: str, statuses: tuple[int, ...]
) -> None:
    other = samples.signed_in(code, key)
    path = page_of(samples, "mei", "mei-passport")
    new = samples.mine(SPRING, "mei", "documents/new?kind=passport")

    found = [other.get(each) for each in (path, f"{path}/change", new)]

    assert tuple(answer.status_code for answer in found) == statuses
    assert ["A05550105" in answer.text for answer in found[:2]] == [statuses[0] == 200] * 2


def test_a_paper_of_somebody_else_is_not_among_ones_own(samples: House, mei: Caller) -> None:
    strange = row(samples, "minho-passport").id
    base = samples.mine(SPRING, "mei", "documents")

    statuses = [
        mei.get(f"{base}/{strange}").status_code,
        mei.get(f"{base}/{strange}/change").status_code,
        mei.get(f"{base}/new?replaces={strange}").status_code,
        mei.post(f"{base}/{strange}/lost", page=f"{base}/new?kind=visa").status_code,
        mei.get(f"{base}/new?kind=nonsense").status_code,
    ]

    assert statuses == [404] * 5


def test_after_five_minutes_what_was_typed_waits_and_nothing_sealed_is_shown(
    samples: House, now: datetime
) -> None:
    account = account_of(samples, (SPRING, "mei"))
    give(samples, account.id, password="correct horse battery staple")
    mei, base = account.caller, samples.mine(SPRING, "mei", "documents")
    form = mei.get(f"{base}/new?kind=passport")
    token = value_of(form, "csrf_token")
    with clock.frozen(now + timedelta(minutes=5)):
        shut = mei.get(page_of(samples, "mei", "mei-passport"))
        data = {"csrf_token": token, "kind": "passport", "mrz": LINES, "scan": (picture(), "p.jpg")}
        answer = mei.client.post(f"{base}/new", data=data)

    assert shut.status_code == 303
    assert shut.location.startswith("/confirm?next=")
    assert answer.status_code == 401
    held = fields_in(answer.text)
    assert (held["mrz"], held["file-gone"]) == (LINES, "yes")


def test_near_a_border_papers_rest(samples: House) -> None:
    with clock.frozen(BORDER):
        traveller = samples.signed_in(SPRING, "mei")
        paths = (
            page_of(samples, "mei", "mei-passport"),
            samples.mine(SPRING, "mei", "documents/new?kind=passport"),
            samples.mine(SPRING, "mei", "documents"),
        )
        found = [traveller.get(path).status_code for path in paths]

    assert found == [403, 403, 403]


def test_each_write_is_in_the_log_without_a_value(samples: House, mei: Caller) -> None:
    enter(*(mei, samples, "mei"), kind="passport", mrz=LINES)

    with samples.installation.store.read() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "document:change")
        ).one()
    document = row(samples, "mei-passport-2").id
    assert entry.detail == f"entered document={document}"
