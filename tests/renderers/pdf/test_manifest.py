"""The manifest on paper."""

from __future__ import annotations

from dataclasses import replace

from missions.privacy import Audience
from missions.renderers.pdf.manifest import render_manifest
from tests.factories import briefings
from tests.factories.sample_travel import manifest_rows
from tests.factories.spoiled import MARKUP, hostile, lengthy
from tests.renderers.pdf import reading

THU = [row for row in manifest_rows(with_documents=False) if row.person == "Thư Nguyễn"]


def test_a_row_for_each_segment_with_the_minutes_to_change() -> None:
    briefing = replace(briefings.manifest(), manifest=tuple(THU))
    assert reading.pages(render_manifest(briefing)) == [
        [
            "Manifest 1 traveller, 6 segments · 10–21 July 2026",
            "Traveller Segment Departs Arrives Change",
            "Thư Nguyễn UA 1402 Fri 10 08:35 Denver DEN Fri 10 12:05 Chicago ORD 65 min",
            "Thư Nguyễn KE 38 Fri 10 13:10 Chicago ORD Sat 11 17:10 Seoul ICN 100 min",
            "Thư Nguyễn Two vans Sat 11 18:50 Seoul ICN Sat 11 20:05 Maple House",
            "Thư Nguyễn KE 461 Wed 15 11:05 Seoul ICN Wed 15 13:50 Da Nang DAD",
            "Thư Nguyễn KE 458 Mon 20 23:10 Da Nang DAD Tue 21 05:45 Seoul ICN 285 min",
            "Thư Nguyễn KE 37 Tue 21 10:30 Seoul ICN Tue 21 09:25 Chicago ORD",
            *("Summer team Manifest", "Edition 7 · team · M7K2", "1 of 1"),
        ]
    ]


def test_leaders_lies_on_its_side_with_the_legal_facts() -> None:
    data = render_manifest(briefings.manifest(Audience.LEADER))
    first = reading.pages(data)[0]
    assert reading.size(data) == (792, 612)
    assert first[1:3] == [
        "Traveller Name in passport Born Document Booking Segment Departs Arrives Change",
        "David Kim KIM, DAVID JOON 2 Mar 1984 550081003 Q7LX2M KE 38 "
        "Fri 10 13:10 Chicago ORD Sat 11 17:10 Seoul ICN 100 min",
    ]


def test_the_teams_has_none_of_them() -> None:
    words = reading.words(render_manifest(briefings.manifest()))
    secrets = {
        fact
        for row in briefings.manifest(Audience.LEADER).manifest
        for fact in (row.legal_name, row.document_number, row.locator)
        if fact
    }
    assert len(secrets) == 33
    assert {fact for fact in secrets if fact in words} == set()


def test_a_name_on_the_ticket_that_differs_is_marked() -> None:
    row = replace(manifest_rows(with_documents=True)[0], ticketed_as="KIM, DAVID")
    briefing = replace(briefings.manifest(Audience.LEADER), manifest=(row,))
    assert "ticket: KIM, DAVID" in reading.words(render_manifest(briefing))


def test_nobody_yet_markup_and_long_names() -> None:
    empty = replace(briefings.manifest(), manifest=())
    assert reading.pages(render_manifest(empty))[0][0] == (
        "Manifest 0 travellers, 0 segments · 10–21 July 2026"
    )
    hostile_words = reading.words(render_manifest(hostile(briefings.manifest())))
    assert MARKUP.replace(" ", "") in hostile_words.replace(" ", "")
    rows = lengthy(replace(briefings.manifest(Audience.LEADER), manifest=manifest_rows(True)[:2]))
    words = reading.words(render_manifest(rows)).replace(" ", "")
    assert rows.manifest[0].legal_name.replace(" ", "")[:40] in words
    assert render_manifest(rows) == render_manifest(rows)
