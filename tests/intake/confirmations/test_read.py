"""Whatever is handed over: refused with a sentence or read, in time that grows with its length."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.intake.confirmations.model import MAX_SIZE, Found, Unreadable
from missions.intake.confirmations.read import read_confirmation
from tests.intake.confirmations.carriers import BOARDING, KE38, MICRODATA, event, mail, page

ON = date(2026, 6, 1)
WANTED = "a confirmation as .eml, .html, .ics, .json, text, .pdf or .pkpass"
NO_KITINERARY = "KItinerary, which opens PDFs and passes, is not installed here"


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pass.json", b"0" * 1_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("", b" \n", f"“What was pasted” is empty. Wanted: {WANTED}."),
        (
            "a.html",
            b"x" * (MAX_SIZE + 1),
            "“a.html” is a file of 5.0 MiB. Wanted: one of at most 5 MiB.",
        ),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\r",
            f"“a.png” is a file that is no text. Wanted: {WANTED}.",
        ),
        (
            "a.pdf",
            b"%PDF-1.7",
            f"“a.pdf” is a PDF, and {NO_KITINERARY}. Wanted: the carrier's mail as .eml,"
            " its page as .html, or its calendar file as .ics.",
        ),
        (
            "a.pkpass",
            a_zip(),
            f"“a.pkpass” is a .pkpass, and {NO_KITINERARY}. Wanted: the carrier's mail as .eml,"
            " its page as .html, or its calendar file as .ics.",
        ),
        (
            "a.zip",
            a_zip(),
            f"“a.zip” is a .zip archive, which is not opened. Wanted: {WANTED}.",
        ),
    ],
    ids=["empty", "large", "picture", "pdf", "pkpass", "zip"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(name: str, content: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_confirmation(name, content, ON)
    assert str(refused.value) == message


def test_attachments_that_are_not_opened_are_named() -> None:
    content = mail(
        ('application/pdf; name="ticket.pdf"', b"%PDF-1.7 words", "b64"),
        ('application/zip; name="all.zip"', a_zip(), "b64"),
    )
    assert read_confirmation("trip.eml", content, ON) == Found(
        (),
        (
            f"The attachment “ticket.pdf” was not opened: {NO_KITINERARY}.",
            "The attachment “all.zip” is an archive: not opened.",
        ),
    )


def test_an_entity_is_not_resolved() -> None:
    content = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
    <div itemscope itemtype="http://schema.org/FlightReservation">
    <i itemprop="reservationNumber">&e;</i></div>"""
    assert read_confirmation("a.html", content, ON) == Found(
        (), ("A reservation “&e;” tells neither a number nor both ends.",)
    )


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "<a b='", "<script>", "</", "<![CDATA[", "<b itemprop=x>", "<div itemscope>",
     "&#", "[", '{"@type":', "From: a\n ", "M1K"],
)  # fmt: skip
def test_long_nonsense_is_read_in_little_time(piece: str) -> None:
    content = (piece * (200_000 // len(piece))).encode()
    before = time.process_time()
    read_confirmation("a.html", content, ON)
    assert time.process_time() - before < 5


def test_no_more_segments_are_read_than_can_be_compared() -> None:
    many = [{**KE38, "reservationNumber": str(number)} for number in range(501)]
    found = read_confirmation("a.html", page(many), ON)
    assert len(found.segments) == 500
    assert found.not_understood == ("Only the first 500 segments were read.",)


_SAMPLES = (
    page(KE38),
    MICRODATA,
    event("KE 38 ORD-ICN", ":20260710T173500Z", ":20260711T072000Z"),
    mail(("text/html; charset=utf-8", page(KE38), "qp")),
    BOARDING[1].encode(),
)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(_SAMPLES),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 9)), max_size=6),
)
def test_damage_raises_nothing_but_unreadable(
    sample: bytes, cuts: list[tuple[int, bytes, int]]
) -> None:
    content = sample
    for at, more, lost in cuts:
        content = content[:at] + more + content[at + lost :]
    try:
        found = read_confirmation("trip", content, ON)
    except Unreadable:
        return
    assert found.segments or found.not_understood


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_at_all_raises_nothing_but_unreadable(content: bytes) -> None:
    with suppress(Unreadable):
        read_confirmation("", content, ON)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["reservationFor", "departureTime", "departureAirport", "iataCode", "name",
                 "underName", "flightNumber", "airline", "reservedTicket", "@value", "timezone"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(_VALUES, st.sampled_from(["FlightReservation", "TrainReservation"]))
def test_values_of_the_wrong_kind_raise_nothing(value: object, kind: str) -> None:
    reservation = {**(value if isinstance(value, dict) else {}), "@type": kind}
    trip = {"@type": kind, "reservationFor": value, "underName": value}
    read_confirmation("a.html", page([reservation, trip]), ON)
