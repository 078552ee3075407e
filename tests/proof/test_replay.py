"""Stolen and ended credentials, shown again: each is refused, and nothing of the trip is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from missions import clock
from missions.accounts import capabilities, invitations
from missions.accounts.capabilities import Purpose
from missions.accounts.model import Account, Invitation, SignInLink
from missions.accounts.tokens import letter_token
from missions.audit.log import OPERATOR
from missions.briefing.document import What
from missions.people.model import Person
from missions.privacy import Audience
from missions.trips.actions import change_role, end_membership, restore_membership
from missions.trips.model import Membership
from tests.proof.crawler import LOCKED, Crawl
from tests.proof.peeks import own, paper
from tests.proof.world import World
from tests.web.factors import SignedIn, account_of
from tests.web.house import Caller

PASSWORD = "correct horse battery staple"


def stolen(world: World, owner: Caller) -> Caller:
    """Return another browser with a copy of the owner's cookie."""
    cookie = owner.client.get_cookie("session")
    assert cookie is not None
    thief = world.house.anyone()
    thief.client.set_cookie("session", cookie.value)
    return thief


def read(world: World, caller: Caller, key: str) -> set[str]:
    """Return what a browser reads on somebody's pages, a leader's pages and a paper."""
    crawl, base = Crawl(world, caller), f"/trips/{world.trip.code}"
    for path in (*own(world, key), base, f"{base}/people", f"{base}/papers", "/trips", "/account"):
        crawl.get(path)
    crawl.get(paper(world, What.PACKET, Audience.TEAM, key))
    return crawl.found


def _sign_out(world: World, owner: Caller) -> None:
    owner.post("/sign-out", page="/trips")


def _change_password(world: World, owner: Caller) -> None:
    """From another browser, as somebody does who lost a telephone."""
    other = world.sign_in("mei")
    answer = other.post("/account/password", {"password": PASSWORD}, page="/account")
    assert answer.status_code == 303


def _end_browsers(world: World, owner: Caller) -> None:
    world.sign_in("mei").post("/account/browsers/end", page="/account")


def _end(world: World, owner: Caller) -> None:
    with world.house.installation.store.write() as session:
        end_membership(session, world.members["mei"], OPERATOR)


def _end_and_restore(world: World, owner: Caller) -> None:
    _end(world, owner)
    with world.house.installation.store.write() as session:
        restore_membership(session, world.members["mei"], OPERATOR)


ENDINGS = (_sign_out, _change_password, _end_browsers, _end, _end_and_restore)


@pytest.mark.parametrize("ended", ENDINGS)
def test_a_copied_cookie_reads_nothing_once_its_session_is_ended(
    copied: World, ended: Callable[[World, Caller], None]
) -> None:
    owner = copied.sign_in("mei")
    thief = stolen(copied, owner)
    before = read(copied, thief, "mei")

    ended(copied, owner)

    assert "activity.visit.title" in before
    assert read(copied, thief, "mei") == set()


def test_a_cookie_from_before_a_role_ended_leads_nowhere(copied: World) -> None:
    caller = copied.sign_in("cora")
    base = f"/trips/{copied.trip.code}"
    (locked, *_) = LOCKED.findall(caller.get(f"{base}/papers").text)
    page = caller.post(locked, page=f"{base}/papers").text
    (file,) = re.findall(r'href="(/papers/[^"]+)"\s+download', page)
    with copied.house.installation.store.write() as session:
        change_role(session, copied.members["cora"], "volunteer", OPERATOR)

    pages = (base, f"{base}/people", f"{base}/papers", f"{base}/publish", f"{base}/log", file)

    assert {path: caller.get(path).status_code for path in pages} == dict.fromkeys(pages, 404)
    assert "person.mei.legal_name" not in read(copied, caller, "cora")


def test_a_locked_papers_address_is_good_in_its_own_session_only(copied: World) -> None:
    owner, base = copied.sign_in("lea"), f"/trips/{copied.trip.code}"
    (locked, *_) = LOCKED.findall(owner.get(f"{base}/papers").text)
    page = owner.post(locked, page=f"{base}/papers").text
    (file,) = re.findall(r'href="(/papers/[^"]+)"\s+download', page)
    again, other, thief = copied.sign_in("lea"), copied.sign_in("cora"), stolen(copied, owner)

    assert [caller.get(file).status_code for caller in (again, other)] == [404, 404]
    _sign_out(copied, owner)
    assert [caller.get(file).location for caller in (thief, copied.house.anyone())] == [
        "/sign-in",
        "/sign-in",
    ]


def test_a_sign_in_link_works_once_in_one_browser(copied: World) -> None:
    path = copied.house.link(copied.trip.code, "mei")
    first, second = copied.house.anyone(), copied.house.anyone()
    second.get(path)
    token = second.get("/sign-in")
    data = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', token.text)[0]}

    assert first.post(path).status_code == 303
    assert [caller.client.post(path, data=data).status_code for caller in (second, second)] == [
        410,
        410,
    ]
    assert second.get("/trips").location == "/sign-in"
    assert read(copied, second, "mei") == set()


def test_a_letters_link_works_in_the_browser_that_asked_and_once(copied: World) -> None:
    asked, other = copied.house.anyone(), copied.house.anyone()
    here = copied.house.installation
    with here.store.read() as session:
        person = session.get_one(Membership, copied.members["mei"]).person_id
        account = session.get_one(Person, person).account_id
        email = session.get_one(Account, account).email
    asked.post("/sign-in", {"email": email})
    with here.store.read() as session:
        link = session.scalars(select(SignInLink.id).where(SignInLink.browser_hash.is_not(None)))
        path = f"/sign-in/{letter_token(here.web_key, link.one())}"
    data = {"csrf_token": re.findall(r'token" value="([^"]+)"', other.get("/sign-in").text)[0]}

    assert other.get(path).status_code == 409
    assert other.client.post(path, data=data).status_code == 410
    assert asked.post(path).status_code == 303
    assert (asked.get(path).status_code, other.get(path).status_code) == (410, 410)
    assert read(copied, other, "mei") == set()


def test_an_invitation_works_once_and_not_after_a_newer_one_or_its_end(copied: World) -> None:
    here = copied.house.installation
    with here.store.read() as session:
        person = session.get_one(Membership, copied.members["mei"]).person_id
        first = session.scalars(select(Invitation.id).where(Invitation.person_id == person)).one()
    with here.store.write() as session:
        invitations.invite(here, session, person, "mei@mail.invalid", OPERATOR)
        rows = session.scalars(select(Invitation.id).where(Invitation.person_id == person)).all()
    (second,) = set(rows) - {first}
    older, newer = (f"/invitation/{letter_token(here.web_key, one)}" for one in (first, second))
    mine, other = copied.house.anyone(), copied.house.anyone()

    assert other.get(older).status_code == 410
    assert mine.post(newer).status_code == 303
    assert (mine.get(newer).status_code, other.get(newer).status_code) == (410, 410)
    data = {"csrf_token": re.findall(r'token" value="([^"]+)"', other.get("/sign-in").text)[0]}
    assert [other.client.post(one, data=data).status_code for one in (older, newer)] == [410, 410]
    assert read(copied, other, "mei") == set()


def test_a_code_of_an_app_that_let_in_proves_nothing_again(copied: World) -> None:
    who = (copied.trip.code, "lea")
    app = account_of(copied.house, who, vouched=True).add_app()
    owner, thief = account_of(copied.house, who), account_of(copied.house, who)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        code = app.at(clock.now())
        first, again = (_prove(one, code, "/factor") for one in (owner, thief))
        stepped = _prove(owner, code, "/confirm")

    assert (first, again, stepped) == (303, 422, 422)
    assert "person.mei.legal_name" not in read(copied, thief.caller, "lea")
    assert thief.caller.get(f"/trips/{copied.trip.code}/people").status_code == 303


def _prove(one: SignedIn, code: str, path: str) -> int:
    data = {"proof-way": "app", "proof-code": code, "proof-next": "/account"}
    data["csrf_token"] = one.form_token()
    return one.caller.client.post(path, data=data).status_code


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_address_that_was_replaced_tells_nothing_any_more(
    copied: World, purpose: Purpose
) -> None:
    here, old = copied.house.installation, copied.links[purpose]
    path = f"/calendar/{old}.ics" if purpose.is_calendar else f"/shared/{old}"
    label = copied.marks("trip.label")
    before = copied.house.anyone().get(path)
    with here.store.read() as session:
        owner = session.scalars(
            select(capabilities.CapabilityLink).where(
                capabilities.CapabilityLink.purpose == purpose,
                capabilities.CapabilityLink.revoked_at.is_(None),
                capabilities.CapabilityLink.made_by == OPERATOR,
            )
        ).one()
        whose = owner.partner_id if purpose.of_partner else owner.membership_id
    capabilities.make(here, purpose, whose, OPERATOR, clock.now() + timedelta(days=9))

    after = copied.house.anyone().get(path)

    assert label in before.text.replace("\r\n ", "")
    assert after.status_code == (200 if purpose.is_calendar else 410)
    assert Crawl(copied, copied.house.anyone()).read([path]).found == set()
    assert label not in after.text


def test_a_cookie_that_another_key_signed_or_that_was_altered_is_nobodys(copied: World) -> None:
    owner = copied.sign_in("lea")
    cookie = owner.client.get_cookie("session")
    assert cookie is not None
    payload, stamp, mac = cookie.value.rsplit(".", 2)
    forged = copied.house.app.session_interface.get_signing_serializer(copied.house.app)
    assert forged is not None
    forged.secret_keys = ["another"]
    values = (
        f"{payload}.{stamp}.{mac[::-1]}",
        f"{payload[:-2]}AA.{stamp}.{mac}",
        str(forged.dumps({"token": "x"})),
    )
    thieves = [copied.house.anyone() for _ in values]
    for thief, value in zip(thieves, values, strict=True):
        thief.client.set_cookie("session", value)

    assert [thief.get("/trips").location for thief in thieves] == ["/sign-in"] * 3
    assert [read(copied, thief, "lea") for thief in thieves] == [set()] * 3
