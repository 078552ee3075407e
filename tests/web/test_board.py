"""The readiness board by page: the table, the panel, waivers, clashes, and who may look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, func, select, update

from missions import clock
from missions.accounts.model import WebSession
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.board.keeping import board_of
from missions.people.model import Person
from missions.readiness.model import Exemption, KeptBoard, Override
from missions.store.base import new_id
from missions.trips.model import Membership, Requirement, Trip
from tests.web.conftest import WINTER
from tests.web.house import Caller, House, flat, token_of, words

CODE = "spring-27"
PAGE = f"/trips/{CODE}/ready"
PASSPORT = f"{PAGE}?person=ruth&ask=0"


def _trip_id(house: House, code: str = CODE) -> str:
    with house.installation.store.read() as session:
        return session.scalars(select(Trip.id).where(Trip.code == code)).one()


def _names(text: str) -> list[tuple[str, list[str]]]:
    """Return the groups with the names in them."""
    return [
        (title.strip(), re.findall(r'class="board-name">\s*<a [^>]*>([^<]+)</a>', body))
        for title, body in re.findall(
            r'scope="rowgroup".*?<span>([^<]+)<span.*?</tr>(.*?)</tbody>', text, re.DOTALL
        )
    ]


def _cells(text: str, name: str) -> list[str]:
    """Return what a reader hears of a person's cells."""
    return re.findall(rf'aria-label="{name}, ([^"]+)"', text)


def test_people_stand_by_what_stops_us(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert _names(page.text) == [
        (
            "Stops us",
            [
                *("Ruth", "Lucía", "Ji-won", "Jun", "Esther", "Tomás"),
                *("Sam", "Min-ho", "Ben", "Hoa", "Lily", "Ánh"),
            ],
        ),
        ("On the way", ["Caleb", "Grace", "Paul", "Mei"]),
    ]
    assert "0 of 16 are ready" in words(page)
    assert "12 people stop us now." in words(page)


def test_each_cell_says_who_what_and_how_it_stands(samples: House) -> None:
    text = samples.signed_in(CODE, "grace").get(PAGE).text

    assert _cells(text, "Ruth")[:4] == [
        *("Passport: not valid", "Visa: missing", "Entry permit: due", "Insurance: met"),
    ]
    assert re.findall(r'<tr>\s*<th scope="row"', text)
    assert len(re.findall(r'<symbol id="shape-', text)) == 7


def test_heads_say_by_when_and_of_how_many(samples: House) -> None:
    page = words(samples.signed_in(CODE, "grace").get(PAGE))

    assert "Passport by 8 Nov , past 13 of 16" in page
    assert "Vaccines by 8 Feb , within two weeks 11 of 16" in page
    assert "Training by 6 Mar 0 of 16" in page


def test_the_panel_tells_the_verdict_the_rule_and_the_next_step(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(PASSPORT)
    panel = words(page).partition("Ruth , Passport")[2]

    assert "Not valid It ends on 30 August 2027; wanted is 20 September 2027 or later" in panel
    assert "Renew the passport now, expedited, and enter the new one. was due 8 Nov" in panel
    assert "This trip asks for 6 months beyond the return." in panel
    assert "Number sealed Reveal Valid to 30 Aug 2027" in panel
    assert "1 Feb Not valid since then" in panel
    assert 'aria-label="Home on 20 March 2027; it ends on 30 August 2027, 21 days less' in page.text


def test_the_panel_comes_alone_where_only_it_is_asked_for(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    panel = caller.get(f"{PASSPORT}&only=panel").text

    assert panel.lstrip().startswith("<aside")
    assert "<table" not in panel
    assert re.search(r'person=lucia&amp;ask=0#panel"\s+data-go="down"', panel)
    assert 'data-go="up"' not in panel


@pytest.mark.parametrize("address", ["?person=nobody&ask=0", "?person=ruth&ask=99", "/nobody"])
def test_what_is_not_on_the_board_is_not_there(samples: House, address: str) -> None:
    assert samples.signed_in(CODE, "grace").get(PAGE + address).status_code == 404


def test_what_is_not_asked_says_so(samples: House) -> None:
    page = words(samples.signed_in(CODE, "grace").get(f"{PAGE}?person=ruth&ask=9"))

    assert "Not asked The folder’s applies leaves Ruth out of this one." in page


@pytest.mark.parametrize("key", ["mei", "hui-wang", "marian"])
def test_nobody_but_who_leads_sees_it(samples: House, key: str) -> None:
    caller = samples.signed_in(CODE, key)

    for path in (PAGE, PASSPORT, f"{PAGE}/ruth", f"{PAGE}.csv", f"{PAGE}.xlsx"):
        answer = caller.get(path)
        assert (answer.status_code, "Renew" in answer.text) == (404, False)


def test_sealed_facts_stay_sealed_until_they_are_asked_for(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    address = f"{PAGE}?person=tomas&ask=1"

    closed, opened = caller.get(address), caller.get(f"{address}&detail=yes")

    detail = re.search(r"opened for you</span>([^<]+)", flat(opened))
    assert detail is not None
    told = "Given names differ: THOMAS ANDRES, in the passport TOMAS ANDRES."
    assert detail.group(1).strip() == told
    assert "THOMAS" not in closed.text


def test_who_is_not_fresh_confirms_before_a_seal_is_opened(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    _forget(samples)

    page, answer = caller.get(PASSPORT), caller.get(f"{PASSPORT}&detail=yes")

    assert "Confirm who you are, to open what is under seal" in words(page)
    assert answer.status_code == 303
    assert answer.location.startswith("/confirm?next=")


def _forget(house: House) -> None:
    """Let who is signed in be no longer fresh."""
    with house.installation.store.write() as session:
        session.execute(update(WebSession).values(confirmed_at=WINTER - timedelta(hours=2)))


def _waive(caller: Caller, **more: str) -> dict[str, object]:
    form = {"person": "ruth", "kind": "passport", "title": "", "from": "board"}
    return {"csrf_token": token_of(caller.get(PASSPORT)), **form, **more}


def test_waiving_keeps_the_reason_and_taking_it_back_asks_again(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")

    answer = caller.client.post(f"{PAGE}/waive", data=_waive(caller, reason="Sent <b>by</b> post"))

    assert (answer.status_code, answer.location) == (
        303,
        f"{PAGE}?person=ruth&ask=0#panel",
    )
    page = caller.get(PASSPORT)
    assert "Waived by Grace: Sent <b>by</b> post" in words(page)
    assert "<b>by</b>" not in page.text
    with samples.installation.store.read() as session:
        rows = session.execute(select(Exemption.person, Exemption.kind, Exemption.by)).all()
    assert ("ruth", "passport", "Grace") in [tuple(row) for row in rows]

    caller.client.post(f"{PAGE}/ask-again", data=_waive(caller))

    assert "Not valid It ends on 30 August 2027" in words(caller.get(PASSPORT))


def test_waiving_without_a_reason_changes_nothing_and_says_so(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    with samples.installation.store.read() as session:
        before = session.scalar(select(func.count()).select_from(Exemption))

    answer = caller.client.post(f"{PAGE}/waive", data=_waive(caller, reason="  "))

    assert answer.status_code == 422
    assert "The reason is blank. Say why, in a few words" in words(answer)
    with samples.installation.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Exemption)) == before


def test_from_a_persons_page_one_comes_back_there(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    form = _waive(caller, **{"from": "person", "reason": "Renewed"})

    good = caller.client.post(f"{PAGE}/waive", data=form)
    bad = caller.client.post(f"{PAGE}/waive", data={**form, "reason": "x" * 501})

    assert good.location == f"{PAGE}/ruth#ask-0"
    assert bad.status_code == 422
    assert "The reason has 501 characters; at most 500 are kept." in words(bad)
    assert "x" * 501 in bad.text


def test_a_persons_page_has_everything_the_worst_first(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(f"{PAGE}/ruth")
    text = flat(page)
    open_ones = re.findall(r'<h2 class="verdict" id="title-\d+">.*?<span>([^<]+)</span>', text)

    assert open_ones == ["Passport", "Visa", "Entry permit", "Training", "Funds"]
    assert len(re.findall(r'<details class="done-ask">', text)) == 11
    assert re.findall(r'/ready/(mei|hoa)">', text) == ["mei", "hoa"]


def _clash(caller: Caller) -> tuple[str, dict[str, object]]:
    page = caller.get(f"{PAGE}?view=plan")
    found = re.search(r'name="clash"\s+value="([0-9a-f]+)"', page.text)
    assert found is not None
    return found.group(1), {"csrf_token": token_of(page), "clash": found.group(1)}


def test_a_clash_is_let_be_with_a_reason_and_counts_again(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    token, form = _clash(caller)

    blank = caller.client.post(f"{PAGE}/let-be?view=plan", data=form)
    answer = caller.client.post(
        f"{PAGE}/let-be?view=plan", data={**form, "reason": "Marian stays with them"}
    )

    assert blank.status_code == 422
    assert "The reason is blank." in words(blank)
    assert answer.location == f"{PAGE}?view=plan#plan"
    page = words(caller.get(f"{PAGE}?view=plan"))
    assert "41 clashes in the plan" in page
    assert "1 let be" in page
    assert "Let be by Grace: Marian stays with them" in page

    caller.client.post(f"{PAGE}/mind-again", data=form)

    assert "42 clashes in the plan" in words(caller.get(f"{PAGE}?view=plan"))
    with samples.installation.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Override)) == 0
    assert caller.client.post(f"{PAGE}/let-be", data={**form, "clash": "0" * 24}).status_code == 303
    assert token in caller.get(PAGE).text


def test_a_trip_that_asks_for_nothing_says_where_to_add_it(samples: House) -> None:
    with samples.installation.store.write() as session:
        session.execute(delete(Requirement))
        session.execute(update(Trip).values(version=Trip.version + 1))

    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert "This trip asks for nothing yet" in words(page)
    assert f'href="/trips/{CODE}/folder"' in page.text


def test_where_nobody_travels_it_says_so(samples: House) -> None:
    with samples.installation.store.write() as session:
        trip = session.scalars(select(Trip).where(Trip.code == CODE)).one()
        trip.version += 1
        session.execute(
            update(Membership)
            .where(Membership.trip_id == trip.id, Membership.key != "grace")
            .values(role="duty officer")
        )

    page = samples.signed_in(CODE, "grace").get(PAGE)

    assert "0 of 1 person is ready" in words(page)


def test_without_the_outer_key_it_says_that_sealed_facts_were_not_judged(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    samples.installation.settings.key_file.unlink()

    page = caller.get(PAGE)

    assert page.status_code == 200
    assert "Sealed facts could not be read, and were not judged." in words(page)


def test_trends_are_told_since_a_week_ago(samples: House) -> None:
    with clock.frozen(WINTER - timedelta(days=9)):
        board_of(samples.installation, _trip_id(samples), OPERATOR)

    page = words(samples.signed_in(CODE, "grace").get(PAGE))

    assert "7 more missing than on 23 January; 7 fewer due." in page


def test_taking_it_out_needs_a_fresh_proof_and_is_logged(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")

    answers = [caller.get(f"{PAGE}.{ending}") for ending in ("csv", "xlsx")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text.splitlines()[6] == (
        "ruth,Ruth,volunteer,not valid,missing,due,met,met,due,met,met,met,,met,met,met,met,due,"
        "met,met,5,2026-11-08"
    )
    assert answers[1].headers["Content-Disposition"] == "attachment; filename=ready.xlsx"
    with samples.installation.store.read() as session:
        taken = session.scalars(
            select(AuditEntry.detail).where(AuditEntry.action == "board:take")
        ).all()
    assert sorted(taken) == ["csv", "xlsx"]
    _forget(samples)
    assert caller.get(f"{PAGE}.csv").location.startswith("/confirm?next=")


@contextmanager
def _statements(house: House) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    engine = house.installation.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _grow(house: House, numbers: range) -> None:
    """Let so many more people travel."""
    with house.installation.store.write() as session:
        trip = session.scalars(select(Trip).where(Trip.code == CODE)).one()
        trip.version += 1
        for number in numbers:
            person = Person(id=new_id(), preferred_name=f"Person {number}")
            session.add(person)
            session.flush()
            key, place = f"person-{number}", 100 + number
            row = Membership(id=new_id(), person_id=person.id, key=key, position=place)
            row.trip_id = trip.id
            session.add(row)


def test_it_asks_the_database_as_often_for_two_hundred_people_as_for_twenty(
    samples: House,
) -> None:
    caller = samples.signed_in(CODE, "grace")
    counts = []
    for more in (range(4), range(4, 184)):
        _grow(samples, more)
        caller.get(PAGE)
        with _statements(samples) as found:
            page = caller.get(PAGE)
        kept = [text for text in found if "kept_" in text and text.startswith("SELECT")]
        counts.append((len(found), len(kept), len(re.findall(r'scope="row"', page.text))))

    assert counts[0][:2] == counts[1][:2]
    assert counts[0][1] <= 4
    assert [count[2] for count in counts] == [20, 200]


def test_other_pages_judge_nothing(samples: House) -> None:
    caller = samples.signed_in(CODE, "grace")
    page = caller.get(f"/trips/{CODE}/people")

    assert "No-go" not in words(page)
    with samples.installation.store.read() as session:
        assert session.scalar(select(func.count()).select_from(KeptBoard)) == 0

    caller.get(PAGE)
    assert "No-go 0 of 16 ready" in words(caller.get(f"/trips/{CODE}/people"))
    with clock.frozen(WINTER + timedelta(days=1)):
        later = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}/people")
    assert "No-go 0 of 16 ready on 1 February" in words(later)


def test_the_list_of_trips_shows_the_standing_of_those_one_leads(samples: House) -> None:
    board_of(samples.installation, _trip_id(samples), OPERATOR)
    board_of(samples.installation, _trip_id(samples, "casa-27"), OPERATOR)

    assert "No-go, 0 of 16 ready" in words(samples.signed_in(CODE, "grace").get("/trips"))
    assert "ready" not in words(samples.signed_in(CODE, "mei").get("/trips"))


def test_the_overview_tells_what_sinks_us(samples: House) -> None:
    page = samples.signed_in(CODE, "grace").get(f"/trips/{CODE}")
    part = page.text.partition('id="sinks"')[2].partition("</section>")[0]

    assert [text.strip() for text in re.findall(r"<li>(.*?)</li>", part)][:2] == [
        "Ji-won, emergency contact: it names Min-ho, who travels too.",
        "Min-ho, visa: the visa for China ends on 12 March 2027, before the last day there,"
        " 19 March 2027.",
    ]
    assert len(re.findall("<li>", part)) == 5
