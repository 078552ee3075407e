"""Single cells: what is read, what is refused and with which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.intake import cells
from missions.intake.columns import column_named
from missions.intake.faults import Cause, Findings, Place, Wrong
from missions.intake.plan_rows import TravelRow
from missions.intake.rows import PersonRow, RequirementRow, SiteRow


def refused(read: Callable[[str], Any], cell: str) -> tuple[Cause, str, str]:
    """Return why a cell was refused, what is wanted and the likely correction."""
    findings = Findings()
    with pytest.raises(Wrong) as caught:
        read(cell)
    findings.wrong(caught.value, Place(), cell)
    (fault,) = findings.faults
    return fault.cause, fault.wanted, fault.suggestion


MODE = column_named(TravelRow, "mode").read
GENDER = column_named(PersonRow, "gender").read
LATITUDE = column_named(SiteRow, "latitude").read
KIND = column_named(RequirementRow, "kind").read
MODES = "one of flight, train, coach, ferry, car"
ZONE = "a time zone's IANA name as Asia/Seoul"
COUNTRY = "a country's two letters (ISO 3166-1) as KR"
HANDLE = "a short handle without , or ;, which does not begin with @ - or ' and is not “all”"
CODE = "a handle of at most 64 small letters a-z, digits and hyphens, as willow-26"


@pytest.mark.parametrize(
    ("read", "cell", "cause", "wanted", "likely"),
    [
        (MODE, "plane", Cause.VALUE, MODES, "flight"),
        (MODE, "trian", Cause.VALUE, MODES, "train"),
        (MODE, "rocket", Cause.VALUE, MODES, ""),
        (GENDER, "female", Cause.VALUE, "one of F, M, X", "F"),
        (cells.read_zone, "Asia/Soeul", Cause.UNKNOWN_ZONE, ZONE, "Asia/Seoul"),
        (cells.read_zone, "asia/seoul", Cause.UNKNOWN_ZONE, ZONE, "Asia/Seoul"),
        (cells.read_zone, "Beijing", Cause.UNKNOWN_ZONE, ZONE, "Asia/Shanghai"),
        (cells.read_zone, "Korea", Cause.UNKNOWN_ZONE, ZONE, "Asia/Seoul"),
        (cells.read_zone, "America/Chicgo", Cause.UNKNOWN_ZONE, ZONE, "America/Chicago"),
        (cells.read_zone, "../etc/passwd", Cause.UNKNOWN_ZONE, ZONE, ""),
        (cells.read_zone, "Factory", Cause.UNKNOWN_ZONE, ZONE, ""),
        (cells.read_country, "Korea", Cause.UNKNOWN_COUNTRY, COUNTRY, "KR"),
        (cells.read_country, "USA", Cause.UNKNOWN_COUNTRY, COUNTRY, "US"),
        (cells.read_country, "Mexcio", Cause.UNKNOWN_COUNTRY, COUNTRY, "MX"),
        (cells.read_country, "UK", Cause.UNKNOWN_COUNTRY, COUNTRY, "GB"),
        (cells.read_yes_no, "maybe", Cause.YES_NO, "yes, no or blank", ""),
        (cells.read_yes_no, "yess", Cause.YES_NO, "yes, no or blank", "yes"),
        (cells.read_whole, "four", Cause.NUMBER, "a whole number as 4", ""),
        (cells.read_whole, "4 beds", Cause.NUMBER, "a whole number as 4", "4"),
        (cells.read_whole, "-1", Cause.NUMBER, "a whole number as 4", "1"),
        (LATITUDE, "37,57", Cause.NUMBER, "a number as 37.57", "37.57"),
        (LATITUDE, "north", Cause.NUMBER, "a number as 37.57", ""),
        (LATITUDE, "nan", Cause.NUMBER, "a number as 37.57", ""),
        (LATITUDE, "126.98", Cause.VALUE, "a number from -90 to 90", ""),
        (cells.read_key, "a;b", Cause.KEY, HANDLE, "ab"),
        (cells.read_key, "@cedar", Cause.KEY, HANDLE, "cedar"),
        (cells.read_key, "All", Cause.KEY, HANDLE, "All"),
        (cells.read_key, "k" * 81, Cause.KEY, "a short handle of at most 80 characters", ""),
        (cells.read_code, "Willow 26!", Cause.KEY, CODE, "willow-26"),
        (
            cells.read_due,
            "two months",
            Cause.DATE,
            "days before the trip starts as -60d, or a date as 2026-07-10",
            "",
        ),
    ],
)
def test_what_is_refused(
    read: Callable[[str], Any], cell: str, cause: Cause, wanted: str, likely: str
) -> None:
    assert refused(read, cell) == (cause, wanted, likely)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (MODE, "Flight", "flight"),
        (KIND, "ENTRY_PERMIT", "entry_permit"),
        (cells.read_country, "kr", "KR"),
        (cells.read_zone, "Asia/Kathmandu", "Asia/Kathmandu"),
        (cells.read_zone, "UTC", "UTC"),
        (cells.read_yes_no, "Y", True),
        (cells.read_yes_no, "예", True),
        (cells.read_yes_no, "FALSE", False),
        (cells.read_whole, "4.0", 4),
        (LATITUDE, "-37.5", -37.5),
        (cells.read_due, "-060d", "-60d"),
        (cells.read_due, "60 days", "-60d"),
        (cells.read_due, "0d", "0d"),
        (cells.read_due, "10 July 2026", "2026-07-10"),
        (cells.read_list, "a, b;c ; a,,", "a; b; c"),
        (cells.read_key, "김민준", "김민준"),
        (cells.read_code, "willow-26", "willow-26"),
    ],
)
def test_what_is_read(read: Callable[[str], Any], cell: str, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+82 10 1234", "'+82 10 1234"),
        ("-minh", "'-minh"),
        ("@cedar", "'@cedar"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("''@x", "'''@x"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_for_a_spreadsheet(text: str, cell: str) -> None:
    assert (cells.harmless(text), cells.plain(cell)) == (cell, text)


@given(st.text(alphabet=st.sampled_from("'=+-@ax"), max_size=8) | st.text(max_size=40))
def test_a_harmless_cell_gives_its_text_back(text: str) -> None:
    text = cells.without_hidden(text).strip()
    cell = cells.harmless(text)
    assert cells.plain(cell) == text
    assert not cell.startswith(("=", "+", "-", "@"))


def test_control_characters_are_left_out_and_line_ends_are_one() -> None:
    text = "a\x00b\x07c\r\nd\re\tf\x9fg\ud800h\ufffe"
    assert cells.without_hidden(text) == "abc\nd\ne\tfgh"


def test_of_many_faults_only_the_first_are_searched_for_a_correction() -> None:
    findings = Findings()
    for _ in range(70):
        with pytest.raises(Wrong) as caught:
            cells.read_country("Korea")
        findings.wrong(caught.value, Place(), "Korea")
    assert [fault.suggestion for fault in findings.faults] == ["KR"] * 60 + [""] * 10
