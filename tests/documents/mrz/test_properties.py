"""What is written is read; a usual mistake is put right or pointed at; nothing raises."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from missions.documents.mrz import Format, check_digit, parse, tidy
from missions.reference.countries import from_alpha_3
from tests.documents.mrz.writer import WIDTHS, Facts, digit, write

ON = date(2026, 7, 22)
LIKE = {
    **{"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"},
    **{"0": "OQ", "1": "IL", "2": "Z", "5": "S", "6": "G", "8": "B"},
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = {
    Format.TD1: ("I", "ID", "AC", "C"),
    Format.TD2: ("I", "AR", "C"),
    Format.TD3: ("P", "PP", "PD"),
    Format.MRV_A: ("V", "VB"),
    Format.MRV_B: ("V",),
}

word = st.text(LETTERS, min_size=1, max_size=7)
days = st.dates(date(1927, 1, 1), ON)
country = st.sampled_from(["UTO", "USA", "KOR", "D", "GBN", "XXA", "CHE", "UNO"])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    form = draw(st.sampled_from(Format))
    long = form in (Format.TD1, Format.TD2) and draw(st.booleans())
    size = (10, 12) if long else (1, 9)
    first = draw(st.sampled_from(["", "7", "Z9"])) if form is not Format.TD2 else ""
    return Facts(
        format=form,
        code=draw(st.sampled_from(CODES[form])),
        issuer=draw(country),
        surname=" ".join(draw(st.lists(word, min_size=1, max_size=2))),
        given=" ".join(draw(st.lists(word, max_size=1))),
        number=draw(st.text(LETTERS + "0123456789", min_size=size[0], max_size=size[1])),
        nationality=draw(country),
        birth=draw(days).strftime("%y%m%d"),
        sex=draw(st.sampled_from("FM<")),
        expires=(ON + timedelta(draw(st.integers(-9000, 9000)))).strftime("%y%m%d"),
        optional=first,
    )


@given(facts())
def test_what_is_written_is_read(said: Facts) -> None:
    lines = write(said)
    reading = parse(lines, ON)
    zone = reading.zone
    assert (reading.lines, reading.flaws, reading.repairs) == (lines, (), ())
    assert zone is not None
    assert zone.birth_date is not None
    assert zone.expires is not None
    assert said == Facts(
        format=zone.format,
        code=zone.document_code,
        issuer=zone.issuer_code,
        surname=zone.surname,
        given=zone.given_names,
        number=zone.number,
        nationality=zone.nationality_code,
        birth=zone.birth_date.strftime("%y%m%d"),
        sex=zone.sex.replace("X", "<"),
        expires=zone.expires.strftime("%y%m%d"),
        optional=zone.optional,
    )
    assert (zone.issuer, zone.nationality) == (
        from_alpha_3(said.issuer),
        from_alpha_3(said.nationality),
    )
    assert zone.birth_text == said.birth
    assert zone.birth_date <= ON
    assert tidy("".join(lines)) == tidy(" \n".join(lines).lower()) == lines


def checked(form: Format) -> list[tuple[int, int]]:
    """Return the places (from 0) under a check digit of their own, and those digits'."""
    if form is Format.TD1:
        return [(0, place) for place in range(5, 15)] + [(1, place) for place in [*range(7)]]
    last = [*range(28, 43)] if form is Format.TD3 else []
    return [(1, place) for place in [*range(10), *range(13, 20), *range(21, 28), *last]]


@given(facts(), st.data())
def test_a_usual_mistake_is_put_right_or_pointed_at(said: Facts, data: st.DataObject) -> None:
    lines = write(said)
    places = [at for at in checked(said.format) if lines[at[0]][at[1]] in LIKE]
    line, place = data.draw(st.sampled_from(places))
    was = lines[line][place]
    typed = data.draw(st.sampled_from(LIKE[was]))
    # A digit looks at letters modulo ten: 1 and L, 6 and G are the same to it.
    assume(digit(was) != digit(typed))
    wrong = list(lines)
    wrong[line] = wrong[line][:place] + typed + wrong[line][place + 1 :]
    reading = parse(wrong, ON)
    if reading.zone is None:
        assert reading.flaws != ()
    else:
        assert reading.lines == lines
        assert [(each.line, each.column) for each in reading.repairs] == [(line + 1, place + 1)]
        assert reading.zone == parse(lines, ON).zone


@given(facts(), st.data())
def test_another_digit_in_a_date_is_never_read(said: Facts, data: st.DataObject) -> None:
    lines = list(write(said))
    line, start = (1, 0) if said.format is Format.TD1 else (1, 13)
    place = start + data.draw(st.integers(0, 6))
    other = data.draw(st.sampled_from("0123456789"))
    assume(other != lines[line][place])
    lines[line] = lines[line][:place] + other + lines[line][place + 1 :]
    assert parse(lines, ON).zone is None


@given(facts())
def test_fillers_left_out_behind_the_name_are_put_back(said: Facts) -> None:
    assume(said.given)
    lines = write(said)
    row = 2 if said.format is Format.TD1 else 0
    short = list(lines)
    short[row] = short[row].rstrip("<")
    missing = WIDTHS[said.format] - len(short[row])
    assume(missing > 2)
    reading = parse(short, ON)
    assert (reading.lines, reading.flaws) == (lines, ())
    assert [each.now for each in reading.repairs] == ["<" * missing]


@given(st.text("ABC0123456789<OQILZSGB", max_size=90))
def test_check_digits_agree(field: str) -> None:
    assert str(check_digit(field)) == digit(field)


signs = st.text("PVIA<<<<0123456789OILÉ\n«ß ", max_size=100) | st.text(max_size=100)


@given(st.lists(signs, max_size=4), st.dates(), st.none() | st.dates())
def test_nothing_raises(lines: list[str], on: date, latest: date | None) -> None:
    for each in (lines, tidy(lines), tidy("\n".join(lines))):
        reading = parse(each, on, latest)
        assert (reading.zone is None) is bool(reading.flaws)


@given(facts(), st.lists(st.tuples(st.integers(0, 89), st.sampled_from("<0O1ILÉK9 ")), max_size=5))
def test_nothing_raises_on_what_is_nearly_right(said: Facts, slips: list[tuple[int, str]]) -> None:
    text = "\n".join(write(said))
    for place, char in slips:
        text = text[:place] + char + text[place + 1 :]
    for start in (0, 1, 3):
        reading = parse(tidy(text[start:]), ON)
        assert (reading.zone is None) is bool(reading.flaws)
