"""Ages, consent of guardians, and emergency contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from missions.readiness.facts import Member, Paper
from missions.readiness.verdict import State
from tests.readiness.people.cases import (
    ANA,
    CHILD,
    DUE,
    INVALID,
    LATE,
    LUIS,
    LUIS_ALONG,
    MET,
    MINHO,
    MISSING,
    Case,
    born,
    calls,
    day,
)
from tests.readiness.people.small_party import MATEO, asks, paper

ADULT_OF_TODAY = born(2008, 7, 10, guardians=("ana",))
ADULT_ON_DAY_THREE = born(2008, 7, 12, guardians=("ana",))
ONE_PARENT = replace(CHILD, guardians=("ana",))
UNBORN = replace(MATEO, birth_date=None)

AGES = (
    Case("old enough", asks("age", minimum=18), MET, "36", born(1990, 3, 4)),
    Case("18 the day before", asks("age", minimum=18), MET, "18", born(2008, 7, 9)),
    Case("18 on the first day", asks("age", minimum=18), MET, "18", ADULT_OF_TODAY),
    Case("18 on day three", asks("age", minimum=18), INVALID, "12 July", ADULT_ON_DAY_THREE),
    Case("18 on the last day", asks("age", minimum=18), INVALID, "22 July", born(2008, 7, 22)),
    Case("18 a day after the trip", asks("age", minimum=18), INVALID, "17", born(2008, 7, 23)),
    Case("29 February, 18 in March", asks("age", minimum=18), MET, "18", born(2008, 2, 29)),
    Case("no minimum is asked", asks("age"), MET, "15", born(2010, 8, 1)),
    Case("a birthday on the way", asks("age"), MET, "Turns 16 on 15 July", born(2010, 7, 15)),
    Case("no birth date", asks("age", minimum=13), DUE, "birth date", UNBORN),
    Case("eleven, alone", asks("age"), INVALID, "parent", born(2014, 7, 11)),
    Case("twelve on the first day, alone", asks("age"), MET, "12", born(2014, 7, 10)),
    Case(
        "eleven, a parent comes along",
        asks("age"),
        MET,
        "11",
        born(2014, 7, 11, guardians=("luis",)),
        others=(LUIS_ALONG,),
    ),
    Case(
        "eleven, the parent stays at home",
        asks("age"),
        INVALID,
        "parent",
        born(2014, 7, 11, guardians=("luis",)),
        others=(LUIS,),
    ),
    Case(
        "eleven, another's parent comes along",
        asks("age"),
        INVALID,
        "parent",
        born(2014, 7, 11, guardians=("ana",)),
        others=(ANA, LUIS_ALONG),
    ),
    Case(
        "twelve where thirteen is asked", asks("age", minimum=13), INVALID, "13", born(2014, 1, 2)
    ),
)


def _consent(so: str, state: State, word: str, *letters: Paper, **more: Any) -> Case:
    more = {"person": CHILD, "others": (ANA, LUIS), **more}
    return Case(so, asks("guardian_consent"), state, word, papers=letters, **more)


def _letter(by: str, state: str = "held", **more: Any) -> Paper:
    return paper("guardian_consent", state, key=f"by-{by}", by=by, **more)


CONSENTS = (
    _consent("nobody has signed", DUE, "Ana Ruiz and Luis Ruiz"),
    _consent("nobody has signed, and it is late", MISSING, "10 June", on=LATE),
    _consent("on the last day it is still time", DUE, "Ana", on=day(6, 10)),
    _consent("both have signed", MET, "Ana Ruiz and Luis", _letter("ana"), _letter("luis")),
    _consent("one of two has signed", DUE, "1 of 2", _letter("ana")),
    _consent("one of two, late", MISSING, "Luis Ruiz has not", _letter("ana"), on=LATE),
    _consent("one signed twice", DUE, "Luis", _letter("ana"), _letter("ana")),
    _consent("two guardians, one letter by nobody", DUE, "Ana Ruiz and Luis", _letter("")),
    _consent("one guardian, one letter by nobody", MET, "Ana", _letter(""), person=ONE_PARENT),
    _consent("signed by a stranger", DUE, "Ana", _letter("uncle"), person=ONE_PARENT),
    _consent("the other guardian travels", MET, "Ana", _letter("ana"), others=(ANA, LUIS_ALONG)),
    _consent("the one who stays hasn't", DUE, "Ana", _letter("luis"), others=(ANA, LUIS_ALONG)),
    _consent(
        "the only guardian travels",
        MET,
        "comes along",
        person=replace(CHILD, guardians=("luis",)),
        others=(LUIS_ALONG,),
    ),
    _consent("no guardian is listed", DUE, "guardian", person=replace(CHILD, guardians=())),
    _consent("no guardian is listed, late", MISSING, "guardian", person=born(2012, 5, 6), on=LATE),
    _consent("a guardian who isn't on the roster", DUE, "luis", _letter("ana"), others=(ANA,)),
    _consent("of age", MET, "Of age", person=MATEO),
    _consent("18 the day before", MET, "Of age", person=born(2008, 7, 9, guardians=("ana",))),
    _consent("18 on the first day", MET, "Of age", person=ADULT_OF_TODAY),
    _consent("18 on day three", DUE, "Ana", person=ADULT_ON_DAY_THREE),
    _consent("18 on day three, signed", MET, "Ana", _letter("ana"), person=ADULT_ON_DAY_THREE),
    _consent("no birth date", DUE, "birth date", person=replace(MATEO, birth_date=None)),
    _consent(
        "a child without birth date",
        DUE,
        "Ana",
        person=replace(ONE_PARENT, birth_date=None),
    ),
    _consent(
        "dated after the start",
        INVALID,
        "first day",
        _letter("ana", issued=day(7, 11)),
        person=ONE_PARENT,
    ),
    _consent(
        "dated on the first day", MET, "Ana", _letter("ana", issued=day(7, 10)), person=ONE_PARENT
    ),
    _consent(
        "begins a day late",
        INVALID,
        "11 July",
        _letter("ana", issued=day(5, 1), valid_from=day(7, 11)),
        person=ONE_PARENT,
    ),
    _consent(
        "ends on day five",
        INVALID,
        "14 July",
        _letter("ana", expires=day(7, 14)),
        person=ONE_PARENT,
    ),
    _consent(
        "ends on the last day", MET, "Ana", _letter("ana", expires=day(7, 22)), person=ONE_PARENT
    ),
    _consent(
        "the second letter is good",
        MET,
        "Ana",
        _letter("ana", expires=day(7, 1)),
        _letter("ana", expires=day(8, 1)),
        person=ONE_PARENT,
    ),
    _consent(
        "names a sister",
        INVALID,
        "somebody else",
        _letter("ana", name="SOFIA RUIZ"),
        person=ONE_PARENT,
    ),
    _consent(
        "names him without marks",
        MET,
        "Ana",
        _letter("ana", name="Mateo Jose Ruiz"),
        person=ONE_PARENT,
    ),
    _consent(
        "leaves the middle name out",
        MET,
        "Ana",
        _letter("ana", name="Ruiz, Mateo"),
        person=ONE_PARENT,
    ),
    _consent(
        "another birth date",
        INVALID,
        "birth date",
        _letter("ana", birth_date=day(5, 6, 2011)),
        person=ONE_PARENT,
    ),
    _consent("one is bad, one lacks", INVALID, "Ana", _letter("ana", expires=day(7, 1))),
    _consent("it is on its way", DUE, "Applied for", _letter("ana", "applied"), person=ONE_PARENT),
    _consent("it was returned", DUE, "returned", _letter("ana", "returned"), person=ONE_PARENT),
    _consent(
        "it was lost, late", MISSING, "lost", _letter("ana", "lost"), person=ONE_PARENT, on=LATE
    ),
)

CONTACTS = (
    Case("nobody", asks("emergency_contact"), DUE, "Nobody"),
    Case("nobody, late", asks("emergency_contact"), MISSING, "10 June", on=LATE),
    Case("a sister", asks("emergency_contact"), MET, "phone", calls("Eva Ruiz", "+1 773 555 0100")),
    Case("no phone", asks("emergency_contact"), DUE, "phone", calls("Eva Ruiz", "")),
    Case("no phone, late", asks("emergency_contact"), MISSING, "phone", calls("Eva", ""), on=LATE),
    Case("words as a phone", asks("emergency_contact"), DUE, "at work", calls("Eva", "at work")),
    Case("no name", asks("emergency_contact"), DUE, "no name", calls("", "+1 773 555 0100")),
    Case(
        "a traveller by name",
        asks("emergency_contact"),
        INVALID,
        "Min-ho",
        calls("Min-ho Baek", "+1 773 555 0100"),
        others=(MINHO,),
    ),
    Case(
        "a traveller, other order",
        asks("emergency_contact"),
        INVALID,
        "Min-ho",
        calls("BAEK MIN HO", "+1 773 555 0100"),
        others=(MINHO,),
    ),
    Case(
        "a traveller in Hangul",
        asks("emergency_contact"),
        INVALID,
        "Min-ho",
        calls("백민호", "+1 773 555 0100"),
        others=(MINHO,),
    ),
    Case(
        "a traveller by phone",
        asks("emergency_contact"),
        INVALID,
        "number of Min-ho",
        calls("Uncle", "010 5550 0104"),
        others=(MINHO,),
    ),
    Case(
        "a traveller without a phone there",
        asks("emergency_contact"),
        INVALID,
        "Min-ho",
        calls("Minho Baek", ""),
        others=(MINHO,),
    ),
    Case(
        "a traveller, and it is late",
        asks("emergency_contact"),
        INVALID,
        "Min-ho",
        calls("Minho Baek", ""),
        others=(MINHO,),
        on=LATE,
    ),
    Case(
        "a traveller's first name only",
        asks("emergency_contact"),
        MET,
        "phone",
        calls("Minho", "+1 773 555 0100"),
        others=(MINHO,),
    ),
    Case(
        "a guardian at home",
        asks("emergency_contact"),
        MET,
        "phone",
        calls("Ana Ruiz", "+1 773 555 0100"),
        others=(ANA,),
    ),
    Case(
        "himself",
        asks("emergency_contact"),
        INVALID,
        "own self",
        calls("Mateo José Ruiz", "+1 773 555 0100"),
    ),
    Case(
        "his own number",
        asks("emergency_contact"),
        INVALID,
        "own phone",
        calls("Eva Ruiz", "(312) 555-0141"),
    ),
    Case(
        "marks left off",
        asks("emergency_contact"),
        INVALID,
        "André",
        calls("Andre Muller", "+1 773 555 0100"),
        others=(Member("andre", "André", surname="Müller", given_names="André"),),
    ),
)
