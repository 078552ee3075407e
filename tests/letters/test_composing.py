"""What stands in a letter, down to the byte; and what never does, whatever the trip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from missions import clock
from missions.accounts.model import Account, Invitation, SignInLink
from missions.accounts.tokens import letter_token
from missions.assets import templates_dir
from missions.installation import Installation
from missions.letters.compose import COMPOSERS, Message, UnknownLetter, compose
from missions.letters.errand import NO_ACCOUNT, NO_ADDRESS, Dropped
from missions.letters.links import OTHER_KEY, SPENT
from missions.letters.notices import LIFT_OVER, NOT_A_MEMBER, WITHDRAWN
from missions.outbox.leases import LetterToSend
from missions.people.model import Person
from missions.retention.model import Purge
from missions.trips.model import CrossingLift, Membership
from tests.letters.conftest import LINKS, NOON, Trip, account, mailing, peopled

Facts = Callable[[Trip], dict[str, str]]
FACTS: dict[str, Facts] = {
    "audit-head": lambda _trip: {"number": "17", "digest": "ab" * 32, "day": "1 February 2027"},
    "confirm": lambda trip: {"link": trip.link},
    "document-returned": lambda trip: {"membership": trip.membership, "account": trip.account},
    "factor-changed": lambda trip: {"account": trip.account},
    "invitation": lambda trip: {"invitation": trip.invitation},
    "lift": lambda trip: {"lift": trip.lift},
    "password-changed": lambda trip: {"account": trip.account},
    "published": lambda trip: {"membership": trip.membership},
    "purge-announced": lambda trip: {"purge": trip.purge, "account": trip.account},
    "sign-in": lambda trip: {"link": trip.link},
}
NAMES = sorted(FACTS)
FROM_BOARDS = {"digest", "owed"}
"""The letters that quote kept boards; they have tests of their own."""


def composed(installation: Installation, letter: LetterToSend) -> Message | Dropped:
    with installation.store.read() as session:
        return compose(mailing(installation), session, letter)


def written(installation: Installation, trip: Trip, name: str) -> Message:
    message = composed(installation, trip.letter(name, **FACTS[name](trip)))
    assert isinstance(message, Message)
    return message


def read(message: Message) -> EmailMessage:
    parsed = message_from_bytes(message.content, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def texts(message: Message) -> tuple[str, str]:
    """Return the letter's plain text and its HTML, with line ends as in the templates."""
    parsed = read(message)
    assert parsed.get_content_type() == "multipart/alternative"
    plain, html = parsed.iter_parts()
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def everything(message: Message) -> str:
    """Return all that anybody may read of a letter: raw, headers and both texts decoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in read(message).items())
    return "\n".join([message.content.decode(), headers, *texts(message)])


def test_every_letter_has_its_templates_and_every_template_a_letter() -> None:
    folders = {path.name: path for path in (templates_dir() / "letters").iterdir() if path.is_dir()}

    assert set(folders) == set(COMPOSERS) == {*NAMES, *FROM_BOARDS}
    for folder in folders.values():
        files = sorted(path.name for path in folder.iterdir())
        assert files == ["body.html", "body.txt", "subject.txt"]


PLAIN = """\
Hello {name},

Here is your link to sign in. It works once, for 15 minutes, and only in the
browser where you asked for it.

{link}

If you did not ask for it, you can ignore this. Nobody gets in without it.
"""


def test_a_sign_in_letter_in_full(installation: Installation) -> None:
    trip = peopled(installation)
    name = trip.canaries.canary("person.mei.preferred_name")
    link = f"{LINKS}/sign-in/{letter_token(installation.web_key, trip.link)}"

    message = written(installation, trip, "sign-in")
    plain, html = texts(message)

    assert (message.sender, message.recipient) == ("news@post.invalid", "mei@mail.invalid")
    assert dict(read(message).items()) == {
        "Subject": "Your link",
        "From": "News <news@post.invalid>",
        "To": f"{name} <mei@mail.invalid>",
        "Date": "Mon, 01 Feb 2027 12:00:00 +0000",
        "Message-ID": f"<{'0' * 31}1@post.invalid>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="=_{"0" * 31}1"',
    }
    assert plain == PLAIN.format(name=name, link=link)
    assert f'<a href="{link}">Sign in</a>' in html
    assert message == written(installation, trip, "sign-in")


@pytest.mark.parametrize(
    ("name", "subject", "said"),
    [
        ("audit-head", "Checksum of 1 February 2027", "Number: 17\nChecksum: " + "ab" * 32),
        ("confirm", "Your link", "Here is your link to confirm that it is you."),
        ("document-returned", "News for your trip", "There is news for your trip. Open your page."),
        ("factor-changed", "Your sign-in was changed", "A passkey, an authenticator or recovery"),
        ("invitation", "Your link", "It works once, until 3 February 2027, 12:00 UTC."),
        ("lift", "Access until 1 February 2027, 14:00 UTC", "One person has full access until"),
        ("password-changed", "Your password was changed", "The password of your account was"),
        ("published", "News for your trip", "There is news for your trip. Open your page."),
        ("purge-announced", "Records will be deleted", "will be deleted on 3 March 2027, unless"),
        ("sign-in", "Your link", "Here is your link to sign in."),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_each_letter_says(
    installation: Installation, name: str, subject: str, said: str
) -> None:
    message = written(installation, peopled(installation), name)

    assert read(message)["Subject"] == subject
    assert said in texts(message)[0]
    assert {"src", "http-equiv", "<style", "<img", "url("} & set(texts(message)[1].split()) == set()
    assert texts(message)[1].count("://") == texts(message)[0].count(LINKS)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_notice_links_to_the_pages_only_where_there_is_no_neutral_address(
    installation: Installation,
) -> None:
    trip = peopled(installation)
    plain = replace(
        mailing(installation), settings=replace(mailing(installation).settings, link_url="")
    )
    with installation.store.read() as session:
        message = compose(plain, session, trip.letter("published", **FACTS["published"](trip)))
    assert isinstance(message, Message)

    assert texts(message)[0].rstrip().endswith("Open your page.\n\nhttp://127.0.0.1:8080/")
    assert "://" not in texts(written(installation, trip, "published"))[0]


@pytest.mark.parametrize("posture", ["open", "guarded", "closed"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_of_the_trip_a_letter_holds_the_name_of_whom_it_is_for(
    installation: Installation, posture: str, name: str
) -> None:
    trip = peopled(installation, posture)

    text = everything(written(installation, trip, name))

    expected = set() if name == "audit-head" else {"person.mei.preferred_name"}
    assert trip.canaries.canary.found_in(text) == expected
    ids = {trip.membership, trip.account, trip.person, trip.canaries.trip_id, trip.purge, trip.lift}
    assert [found for found in (*ids, trip.canaries.code, posture) if found in text] == []


def change(session: Any, row: Any, **values: object) -> None:
    for column, value in values.items():
        setattr(session.get_one(*row), column, value)


@pytest.mark.parametrize(
    ("name", "column", "kept"),
    [
        ("invitation", "accepted_at", SPENT),
        ("invitation", "revoked_at", SPENT),
        ("sign-in", "used_at", SPENT),
        ("confirm", "used_at", SPENT),
        ("published", "ended_at", NOT_A_MEMBER),
        ("purge-announced", "withdrawn_at", WITHDRAWN),
        ("purge-announced", "done_at", WITHDRAWN),
        ("lift", "ended_at", LIFT_OVER),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_letter_whose_subject_is_over_is_dropped(
    installation: Installation, name: str, column: str, kept: Dropped
) -> None:
    trip = peopled(installation)
    rows = {
        "invitation": (Invitation, trip.invitation),
        "sign-in": (SignInLink, trip.link),
        "confirm": (SignInLink, trip.link),
        "published": (Membership, trip.membership),
        "purge-announced": (Purge, trip.purge),
        "lift": (CrossingLift, trip.lift),
    }
    with installation.store.write() as session:
        change(session, rows[name], **{column: NOON})

    assert composed(installation, trip.letter(name, **FACTS[name](trip))) == kept


@pytest.mark.parametrize(
    ("name", "holds", "dropped"),
    [
        ("invitation", timedelta(hours=48), SPENT),
        ("sign-in", timedelta(minutes=15), SPENT),
        ("lift", timedelta(hours=2), LIFT_OVER),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_letter_whose_link_has_run_out_is_dropped(
    installation: Installation, name: str, holds: timedelta, dropped: Dropped
) -> None:
    trip = peopled(installation)

    with clock.frozen(NOON + holds - timedelta(seconds=1)):
        written(installation, trip, name)
    with clock.frozen(NOON + holds):
        assert composed(installation, trip.letter(name, **FACTS[name](trip))) == dropped


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("invitation", SPENT),
        ("sign-in", SPENT),
        ("published", NOT_A_MEMBER),
        ("purge-announced", WITHDRAWN),
        ("lift", LIFT_OVER),
        ("password-changed", NO_ACCOUNT),
        ("factor-changed", NO_ACCOUNT),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_letter_whose_subject_is_gone_is_dropped(
    installation: Installation, name: str, dropped: Dropped
) -> None:
    trip = peopled(installation)
    facts = dict.fromkeys(FACTS[name](trip), "gone")

    assert composed(installation, trip.letter(name, **facts)) == dropped


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_who_has_no_address_gets_none(installation: Installation) -> None:
    trip = peopled(installation)
    with installation.store.write() as session:
        change(session, (Account, trip.account), email=None)
        change(session, (Person, trip.person), account_id=None)

    assert {
        composed(installation, trip.letter(name, **FACTS[name](trip)))
        for name in ("published", "sign-in", "password-changed")
    } == {NO_ADDRESS}


@pytest.mark.parametrize(
    ("row", "name"), [("invitation", "invitation"), ("link", "sign-in"), ("link", "confirm")]
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_link_that_could_not_work_is_not_sent(
    installation: Installation, row: str, name: str
) -> None:
    trip = peopled(installation)
    model = Invitation if row == "invitation" else SignInLink
    with installation.store.write() as session:
        change(session, (model, getattr(trip, row)), token_hash="0" * 64)

    assert composed(installation, trip.letter(name, **FACTS[name](trip))) == OTHER_KEY


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_lift_is_told_to_who_gave_it_or_to_who_is_named(installation: Installation) -> None:
    trip = peopled(installation)
    other = account(installation, "duty@mail.invalid")

    messages = [
        composed(installation, trip.letter("lift", lift=trip.lift)),
        composed(installation, trip.letter("lift", lift=trip.lift, account=other)),
    ]

    assert [getattr(message, "recipient", None) for message in messages] == [
        "mei@mail.invalid",
        "duty@mail.invalid",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>O'Neil & Söhne</b>", "<b>O'Neil & Söhne</b>"),
        ("김민호", "김민호"),
        ("Mei\r\nBcc: all@mail.invalid\r\n\r\nbody", "Mei Bcc: all@mail.invalid body"),
        ("Mei\u2028\u202e\x00 Lin", "Mei Lin"),
        ("M" * 80, "M" * 60),
        ("=?utf-8?q?a?=", "= ?utf-8?q?a?="),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_name_is_text_and_nothing_more(installation: Installation, name: str, shown: str) -> None:
    trip = peopled(installation)
    with installation.store.write() as session:
        change(session, (Person, trip.person), preferred_name=name)

    message = written(installation, trip, "published")
    plain, html = texts(message)
    parsed = read(message)

    assert plain.splitlines()[0] == f"Hello {shown},"
    assert (shown in html) == ("<" not in shown and "&" not in shown)
    assert (parsed["To"].addresses[0].display_name, parsed["Bcc"]) == (shown, None)
    assert [box.addr_spec for box in parsed["To"].addresses] == ["mei@mail.invalid"]
    assert message.content.isascii()
    assert max(map(len, message.content.split(b"\r\n"))) < 200


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "address",
    ["a@x.invalid, b@x.invalid", "a@x.invalid\r\nBcc: b@x.invalid", "민호@x.invalid", "nobody"],
)
def test_an_address_that_is_not_one_is_not_written_to(
    installation: Installation, address: str
) -> None:
    trip = peopled(installation)
    with installation.store.write() as session:
        change(session, (Invitation, trip.invitation), email=address)

    letter = trip.letter("invitation", invitation=trip.invitation)

    assert composed(installation, letter) == Dropped("The mail address can't be written to.")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_unknown_letter_is_an_error_not_a_dropped_one(installation: Installation) -> None:
    trip = peopled(installation)

    with pytest.raises(UnknownLetter):
        composed(installation, trip.letter("poem"))
