"""Checks of adults, waivers and forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from missions.readiness.facts import Paper
from missions.readiness.verdict import State
from tests.readiness.people.cases import (
    AT_RISK,
    CHILD,
    DUE,
    INVALID,
    LATE,
    MET,
    MINHO,
    MISSING,
    Case,
    day,
)
from tests.readiness.people.small_party import MATEO, asks, item, paper


def _check(so: str, state: State, word: str, *papers: Paper, **more: Any) -> Case:
    asked = more.pop("asked", asks("background_check"))
    return Case(so, asked, state, word, papers=papers, **more)


def _background(state: str = "held", **more: Any) -> Paper:
    return paper("background_check", state, **more)


def _course(**more: Any) -> Paper:
    return paper("child_protection", **more)


THREE_YEARS = asks("child_protection", years=3)
CHILDREN_ON_14 = item(day(7, 14), "mateo", with_children=True)

CHECKS = (
    _check("none", DUE, "Not handed in"),
    _check("none, late", MISSING, "10 June", on=LATE),
    _check("asked for", DUE, "Asked for", _background("wanted")),
    _check("applied for, late", MISSING, "Applied for", _background("applied"), on=LATE),
    _check("returned", DUE, "returned", _background("returned")),
    _check("lost", DUE, "lost", _background("lost")),
    _check("a year old", MET, "In force", _background(issued=day(7, 1, 2025))),
    _check("five years on the last day", AT_RISK, "30 days", _background(issued=day(7, 22, 2021))),
    _check("a day too old", INVALID, "5 years", _background(issued=day(7, 21, 2021))),
    _check("thirty days to spare", AT_RISK, "30 days", _background(issued=day(8, 21, 2021))),
    _check("thirty-one days to spare", MET, "In force", _background(issued=day(8, 22, 2021))),
    _check(
        "runs out on day five",
        INVALID,
        "14 July 2026, 8 days",
        _background(issued=day(1, 1), expires=day(7, 14)),
    ),
    _check(
        "runs out a day early",
        INVALID,
        "1 day before",
        _background(issued=day(1, 1), expires=day(7, 21)),
    ),
    _check(
        "runs out on the last day",
        AT_RISK,
        "30 days",
        _background(issued=day(1, 1), expires=day(7, 22)),
    ),
    _check(
        "runs out in a year",
        MET,
        "In force",
        _background(issued=day(1, 1), expires=day(7, 22, 2027)),
    ),
    _check(
        "an old one and a new one",
        MET,
        "In force",
        _background(key="new", issued=day(5, 1)),
        _background(key="old", issued=day(5, 1, 2018)),
    ),
    _check(
        "the trip asks for two years",
        INVALID,
        "2 years",
        _background(issued=day(5, 1, 2024)),
        asked=asks("background_check", years=2),
    ),
    _check(
        "a course older than three years",
        INVALID,
        "3 years",
        _course(issued=day(7, 21, 2023)),
        asked=THREE_YEARS,
    ),
    _check(
        "a course of last year", MET, "In force", _course(issued=day(9, 1, 2025)), asked=THREE_YEARS
    ),
    _check(
        "29 February and one year",
        INVALID,
        "1 year",
        _course(issued=day(2, 29, 2024)),
        asked=asks("child_protection", years=1),
    ),
    _check(
        "a check is no course",
        DUE,
        "Not handed in",
        _background(issued=day(5, 1)),
        asked=THREE_YEARS,
    ),
    _check("dated after the first day", INVALID, "first day", _background(issued=day(7, 11))),
    _check(
        "dated before the first children",
        MET,
        "In force",
        _background(issued=day(7, 13)),
        items=(CHILDREN_ON_14,),
    ),
    _check(
        "on the day of the first children",
        MET,
        "In force",
        _background(issued=day(7, 14)),
        items=(CHILDREN_ON_14,),
    ),
    _check(
        "dated after the first children",
        INVALID,
        "14 July",
        _background(issued=day(7, 15)),
        items=(CHILDREN_ON_14,),
    ),
    _check(
        "before the trip already with children",
        INVALID,
        "4 July",
        _background(issued=day(7, 5)),
        items=(item(day(7, 4), "mateo", with_children=True),),
    ),
    _check(
        "between the first children and the second",
        INVALID,
        "14 July",
        _background(issued=day(7, 15)),
        items=(CHILDREN_ON_14, item(day(7, 18), "mateo", with_children=True)),
    ),
    _check(
        "children whom others see",
        INVALID,
        "first day",
        _background(issued=day(7, 12)),
        others=(MINHO,),
        items=(item(day(7, 14), "minho", with_children=True),),
    ),
    _check(
        "too old, and a new one is applied for",
        DUE,
        "Another is applied for",
        _background(issued=day(5, 1, 2019)),
        _background("applied", key="new"),
    ),
    _check(
        "too old, a new one is applied for, and it is late",
        MISSING,
        "Another is applied for",
        _background(issued=day(5, 1, 2019)),
        _background("applied", key="new"),
        on=LATE,
    ),
    _check("without any date", AT_RISK, "no date", _background()),
    _check("without a date of issue", MET, "In force", _background(expires=day(7, 1, 2027))),
    _check(
        "replaced by one that is applied for",
        DUE,
        "Applied",
        _background(issued=day(5, 1), replaced_by="new"),
        _background("applied", key="new"),
    ),
)


def _sign(so: str, state: State, word: str, *papers: Paper, **more: Any) -> Case:
    return Case(so, more.pop("asked", asks("waiver")), state, word, papers=papers, **more)


PHOTOS = asks("form", "Photo agreement")
MEDICAL = asks("medical_form", years=1)

SIGNED = (
    _sign("no waiver", DUE, "Not handed in"),
    _sign("no waiver on the trip", MISSING, "10 June", on=day(7, 12)),
    _sign("a waiver", MET, "Handed in", paper("waiver", issued=day(5, 1))),
    _sign("an accepted waiver", MET, "Handed in", paper("waiver", "accepted")),
    _sign("signed on the way", INVALID, "first day", paper("waiver", issued=day(7, 11))),
    _sign("runs out on the trip", INVALID, "15 July", paper("waiver", expires=day(7, 15))),
    _sign("thirty days after", AT_RISK, "30 days", paper("waiver", expires=day(8, 21))),
    _sign("thirty-one days after", MET, "Handed in", paper("waiver", expires=day(8, 22))),
    _sign("runs out soon after", AT_RISK, "9 days", paper("waiver", expires=day(7, 31))),
    _sign("a child's, by a guardian", MET, "Handed in", paper("waiver", by="ana"), person=CHILD),
    _sign("a child's, by nobody said", MET, "Handed in", paper("waiver"), person=CHILD),
    _sign(
        "a child's, by the child", INVALID, "guardian", paper("waiver", by="mateo"), person=CHILD
    ),
    _sign("an adult's, by himself", MET, "Handed in", paper("waiver", by="mateo")),
    _sign("another form", DUE, "Not handed in", paper("Driver’s papers"), asked=PHOTOS),
    _sign("the form", MET, "Handed in", paper("Photo agreement"), asked=PHOTOS),
    _sign(
        "the form was returned", DUE, "returned", paper("Photo agreement", "returned"), asked=PHOTOS
    ),
    _sign(
        "a medical form of last spring",
        INVALID,
        "1 year",
        paper("medical_form", issued=day(5, 1, 2025)),
        asked=MEDICAL,
    ),
    _sign(
        "a year old on the first day",
        AT_RISK,
        "Almost 1 year",
        paper("medical_form", issued=day(7, 10, 2025)),
        asked=MEDICAL,
    ),
    _sign(
        "a medical form of this spring",
        MET,
        "Handed in",
        paper("medical_form", issued=day(5, 1)),
        asked=MEDICAL,
    ),
    _sign(
        "medicine for ten days",
        AT_RISK,
        "another look",
        paper("medical_form"),
        asked=asks("medical_form"),
        person=replace(MATEO, medication="Salbutamol, for 10 days"),
    ),
    _sign(
        "medicine for three weeks",
        MET,
        "Handed in",
        paper("medical_form"),
        asked=asks("medical_form"),
        person=replace(MATEO, medication="Salbutamol, 3 weeks"),
    ),
    _sign(
        "medicine every two days",
        MET,
        "Handed in",
        paper("medical_form"),
        asked=asks("medical_form"),
        person=replace(MATEO, medication="Iron every 2 days"),
    ),
)
