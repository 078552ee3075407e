"""Trainings and money."""

from __future__ import annotations

from typing import Any

from missions.readiness.facts import Lesson
from missions.readiness.verdict import State
from tests.readiness.people.cases import (
    DUE,
    LATE,
    MET,
    MINHO,
    MISSING,
    Case,
    day,
)
from tests.readiness.people.small_party import asks, lesson, paper


def _train(so: str, state: State, word: str, *lessons: Lesson, **more: Any) -> Case:
    return Case(so, more.pop("asked", asks("training")), state, word, lessons=lessons, **more)


MAY_3, JUNE_5, JUNE_20 = day(5, 3), day(6, 5), day(6, 20)
FOUR_HOURS = asks("training", minutes=240)
CHILDREN_TOPIC = asks("training", "children", minutes=60)

TRAININGS = (
    _train("no training at all", MET, "No training"),
    _train("attended", MET, "1 training done", lesson("Safety", MAY_3, state="attended")),
    _train("excused", MET, "done", lesson("Safety", MAY_3, state="excused")),
    _train("missed, in time", DUE, "missed on 3 May", lesson("Safety", MAY_3, state="missed")),
    _train("missed, late", MISSING, "10 June", lesson("Safety", MAY_3, state="missed"), on=LATE),
    _train(
        "made up after it was due",
        MET,
        "done",
        lesson("Safety", MAY_3, state="made up", made_up=day(6, 12)),
        on=day(6, 15),
    ),
    _train(
        "made up tomorrow",
        DUE,
        "2 June",
        lesson("Safety", MAY_3, state="made up", made_up=day(6, 2)),
    ),
    _train("not marked", DUE, "was Mateo there", lesson("Safety", MAY_3)),
    _train("not marked, late", MISSING, "isn't marked", lesson("Safety", MAY_3), on=LATE),
    _train("still ahead", DUE, "5 June", lesson("Safety", JUNE_5)),
    _train("today", DUE, "5 June", lesson("Safety", JUNE_5), on=JUNE_5),
    _train("ahead, though it was due", DUE, "20 June", lesson("Send-off", JUNE_20), on=LATE),
    _train(
        "missed one, one ahead, late",
        MISSING,
        "1 more open",
        lesson("Safety", MAY_3, state="missed"),
        lesson("Send-off", JUNE_20),
        on=LATE,
    ),
    _train("not required", MET, "No training", lesson("Songs", MAY_3, required=False)),
    _train(
        "somebody else's",
        MET,
        "No training",
        lesson("Safety", MAY_3, people=("minho",)),
        others=(MINHO,),
    ),
    _train("a debrief at home", MET, "No training", lesson("Debrief", day(8, 2))),
    _train(
        "minutes enough",
        MET,
        "240 of 240",
        lesson("A", MAY_3, 150, state="attended"),
        lesson("B", JUNE_5, 90, state="attended"),
        asked=FOUR_HOURS,
    ),
    _train(
        "minutes lack",
        DUE,
        "150 of 240",
        lesson("A", MAY_3, 150, state="attended"),
        asked=FOUR_HOURS,
    ),
    _train(
        "minutes lack, late",
        MISSING,
        "150 of 240",
        lesson("A", MAY_3, 150, state="attended"),
        asked=FOUR_HOURS,
        on=LATE,
    ),
    _train(
        "excused brings no minutes",
        DUE,
        "0 of 240",
        lesson("A", MAY_3, 240, state="excused"),
        asked=FOUR_HOURS,
    ),
    _train(
        "made up brings minutes",
        MET,
        "240 of 240",
        lesson("A", MAY_3, 240, state="made up", made_up=day(5, 9)),
        asked=FOUR_HOURS,
    ),
    _train(
        "a training ahead brings them, late",
        DUE,
        "0 of 240",
        lesson("A", JUNE_20, 240, required=False),
        asked=FOUR_HOURS,
        on=LATE,
    ),
    _train(
        "minutes of another topic",
        DUE,
        "0 of 60",
        lesson("Tools", MAY_3, topic="saws", state="attended"),
        asked=CHILDREN_TOPIC,
    ),
    _train(
        "minutes of the topic",
        MET,
        "60 of 60",
        lesson("Safe", MAY_3, topic="Children and photos", state="attended"),
        asked=CHILDREN_TOPIC,
    ),
)


def _pay(so: str, state: State, word: str, *numbers: str, **more: Any) -> Case:
    papers = tuple(paper("funds", key=f"part-{n}", number=text) for n, text in enumerate(numbers))
    asked = asks("funds", amount=1725)
    return Case(
        so, more.pop("asked", asked), state, word, papers=more.pop("papers", papers), **more
    )


FUNDS = (
    _pay("nothing", DUE, "Nothing is paid"),
    _pay("nothing, late", MISSING, "Nothing is paid", on=LATE),
    _pay("nothing, behind the half", DUE, "50 % was due by 11 April"),
    _pay("nothing, before the half is due", DUE, "50 % is due by 11 April", on=day(4, 11)),
    _pay("half is paid", DUE, "100 % is due by 10 June", "862.50"),
    _pay("less than half", DUE, "50 % was due", "$862.49"),
    _pay("part, late", MISSING, "in part. It was due on 10 June", "1,000.00", on=LATE),
    _pay("all at once", MET, "in full", "1,725.00"),
    _pay("in three parts", MET, "in full", "$600", "600,00", "525 USD"),
    _pay("the way of the continent", MET, "in full", "1.725,00"),
    _pay("a cent lacks", DUE, "in part", "1.724,99"),
    _pay("more than asked", MET, "in full", "1 800"),
    _pay("a paper without a number", MET, "in full", ""),
    _pay("a receipt's number", DUE, "in part", "R-2026/17"),
    _pay(
        "a cheque came back", DUE, "returned", papers=(paper("funds", "returned", number="1725"),)
    ),
    _pay("no amount is asked, none is there", DUE, "Nothing", asked=asks("funds")),
    _pay("no amount is asked, one is there", MET, "Paid", "20", asked=asks("funds")),
)
