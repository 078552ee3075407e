"""A meal for somebody with a diet or a food allergy says what was arranged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from missions.readiness.conflicts.timeline import Ground
from missions.readiness.conflicts.words import days_words, verb
from missions.readiness.facts import Item, Member
from missions.readiness.verdict import Conflict, Severity
from missions.readiness.words import counted

_NONE = re.compile(
    r"[\W_]*(none( known)?|no|nil|n/?a|nka|nkda|no (known )?(food )?(allergies|restrictions|diet)"
    r"|normal|regular|everything|eats everything|any(thing)?"
    r"|없음|없다|없습니다|无|無|没有|沒有)?[\W_]*",
    re.IGNORECASE,
)
_NOT_SEVERE = re.compile(
    r"(not|non|never|isn[’']t|no)[\s-]+(severe|anaphyl\w*)|심각하지|不严重|不嚴重", re.IGNORECASE
)
_SEVERE = re.compile(r"severe|anaphyl|심각|严重|嚴重", re.IGNORECASE)
_NO_FOOD = re.compile(
    r"\b(bees?|wasps?|hornets?|stings?|ants?|insects?|mosquito\w*|pollen|hay ?fever|grass|dust"
    r"|mites?|mou?lds?|cats?|dogs?|pets?|horses?|fur|latex|nickel|metals?|plasters?|adhesives?"
    r"|perfumes?|sun|penicillin|amoxicillin|sulfa\w*|aspirin|ibuprofen|codeine|antibiotics?"
    r"|drugs?|medicines?|medications?|contrast|iodine)\b"
    r"|벌|꽃가루|먼지|진드기|고양이|강아지|페니실린|아스피린|항생제|약물|라텍스"
    r"|蜂|花粉|尘|塵|螨|猫|貓|狗|青霉素|阿司匹林|抗生素|药|藥|乳胶",
    re.IGNORECASE,
)
_FOOD = re.compile(
    r"\b(\w*nuts?|almonds?|cashews?|milk|dairy|lactose|eggs?|\w*fish|shrimps?|prawns?|crabs?"
    r"|soya?|wheat|gluten|sesame|mustard|celery|honey|fruits?|\w*berr(y|ies)|meat|pork|beef|foods?)\b"
    r"|땅콩|견과|우유|계란|달걀|새우|밀|콩|花生|坚果|牛奶|鸡蛋|虾|蟹|小麦|大豆",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(severe|moderate|mild|anaphyl\w*|allerg\w*|reactions?|shock|hives|swelling|rash|itch\w*"
    r"|asthma|wheez\w*|pens?|epi-?pens?|(auto-?)?injectors?|adrenalin\w*|epinephrine"
    r"|antihistamines?|carr(y|ies)|bag|belt|in|to|of|the|an?|and|with|has|very)\b"
    r"|심각|중증|경증|알레르기|严重|嚴重|过敏|過敏",
    re.IGNORECASE,
)
"""How bad it is and what helps: words that don't name what somebody is allergic to."""

_ARRANGED = re.compile(
    r"allerg|\bdiet|vegetarian|vegan|gluten|lactose|halal|kosher|\bnuts?\b|peanut"
    r"|알레르기|알러지|채식|식단|过敏|過敏|素食|忌口",
    re.IGNORECASE,
)


def find(ground: Ground) -> Iterator[Conflict]:
    """Yield a clash for the meals at one site, without a note, of the same people who need one.

    A warning, for the hosts get counts of all allergies anyway; one that says so where an allergy
    is severe. An allergy is taken for one to food unless it is plainly to something else. What it
    is to is never said.
    """
    needs = {member.key: _is_severe(member) for member in ground.party.members if _needs(member)}
    meals: dict[tuple[str, tuple[str, ...]], list[Item]] = defaultdict(list)
    for item in ground.items:
        if item.kind == "meal" and not _arranged(item):
            people = ground.in_order(key for key in item.people if key in needs)
            if people:
                meals[item.site, people].append(item)
    for (site, people), items in meals.items():
        yield _conflict(ground, site, people, items, any(needs[key] for key in people))


def _arranged(item: Item) -> bool:
    noted = bool(item.note.strip()) or any(thing.strip() for thing in item.bring)
    return noted or bool(_ARRANGED.search(f"{item.title} {item.backup}"))


def _needs(member: Member) -> bool:
    return not _NONE.fullmatch(member.diet) or bool(_groups(member))


def _is_severe(member: Member) -> bool:
    return any(_SEVERE.search(_NOT_SEVERE.sub(" ", group)) for group in _groups(member))


def _groups(member: Member) -> tuple[str, ...]:
    """The parts of an allergy's text that are about food, and those that name nothing."""
    if _NONE.fullmatch(member.allergies):
        return ()
    groups = [group for group in re.split(r"[;；\n]", member.allergies) if group.strip()]
    if any(map(_is_food, groups)) or not _NO_FOOD.search(member.allergies):
        return tuple(group for group in groups if _is_food(group) or not _NO_FOOD.search(group))
    return ()


def _is_food(group: str) -> bool:
    return any(
        _FOOD.search(part)
        or (not _NO_FOOD.search(part) and re.search(r"\w", _BESIDE.sub("", part)))
        for part in re.split(r"[,，、/]", group)
    )


def _conflict(
    ground: Ground, site: str, people: tuple[str, ...], items: Sequence[Item], severe: bool
) -> Conflict:
    what = _meals(ground, site, items)
    has = f"and {counted(len(people), 'person')} there {verb(people, 'has', 'have')}"
    reason = f"{what} {verb(items, 'has', 'have')} no note, {has} a diet or an allergy."
    if severe:
        reason = f"Somebody at {what} has a severe food allergy; {_the(items)} no note."
    return Conflict(
        kind="diet",
        severity=Severity.WARNING,
        items=tuple(item.key for item in items),
        people=people,
        reason=reason,
        fix="Ask the kitchen what is in the food, and note what was arranged.",
        day=items[0].day,
    )


def _the(items: Sequence[Item]) -> str:
    return verb(items, "the meal has", "the meals have")


def _meals(ground: Ground, site: str, items: Sequence[Item]) -> str:
    """Return “Supper” at Harbor Inn on 12 March; of more meals how many, from when to when."""
    where = f" at {ground.alias(site)}" if site else ""
    more = len(items) - 1
    others = f" and {counted(more, 'more meal')}" if more else ""
    return f"“{items[0].title}”{others}{where} {days_words(items[0].day, items[-1].day)}"
