"""The people of the sample trip, as leaders see them and as the team does."""

from __future__ import annotations

from missions.briefing.document import Emergency, Person
from tests.factories.moments import day

_ROWS = """
david    | David Kim    | leader       | M | 1984-03-02 | US | KIM, DAVID JOON        | 김준     | Cedar | driving, first aid | en, ko | O+  |
hannah   | Hannah Cole  | co-leader    | F | 1987-11-19 | US | COLE, HANNAH RUTH      |          | Birch | administration     | en     | A+  |
mei      | Mei Chen     | volunteer    | F | 1999-05-21 | US | CHEN, MEI LING         | 陈美玲   | Cedar | kitchen, music     | en, zh | O+  | Peanuts, severe; adrenaline pen in bag
esther   | Esther Jung  | volunteer    | F | 1998-01-08 | KR | JUNG, EUNSOO           | 정은수   | Cedar | interpreting       | ko, en | B+  |
ngoc     | Ngọc Trần    | volunteer    | F | 1996-09-30 | VN | TRAN, THI BICH NGOC    | Trần Thị Bích Ngọc | Cedar | nursing | vi, en | AB+ |
thu      | Thư Nguyễn   | volunteer    | F | 2000-12-12 | VN | NGUYEN, THI ANH THU    | Nguyễn Thị Anh Thư | Birch | teaching | vi, en | O- | Penicillin
daniel   | Daniel Park  | volunteer    | M | 1995-07-04 | US | PARK, DANIEL SEUNGHO   | 박승호   | Birch | sound              | en, ko | A-  |
ruth     | Ruth Adeyemi | volunteer    | F | 1979-02-27 | US | ADEYEMI, RUTH OLUWASEUN |         | Birch | nursing            | en     | O+  |
caleb    | Caleb Martín | volunteer    | M | 1993-06-16 | US | MARTIN DE LA CRUZ, CALEB |        | Cedar | carpentry          | en, es | B-  |
jun      | Jun Wáng     | volunteer    | M | 1997-10-01 | TW | WANG, JUN              | 王俊     | Cedar | kitchen            | zh, en | A+  |
jiwoo    | Ji-woo Han   | volunteer    | F | 1999-08-23 | KR | HAN, JIWOO             | 한지우   | Birch | music              | ko, en | O+  |
lukas    | Lukas Weiß   | volunteer    | M | 1991-04-14 | DE | WEISS, LUKAS           |          | Birch | photography        | de, en | AB- |
sakura   | Sakura Itō   | volunteer    | F | 2001-03-03 | JP | ITO, SAKURA            | 伊藤さくら | Cedar | drawing          | ja, en | A+  |
leah     | Leah Cole    | volunteer    | F | 2010-05-05 | US | COLE, LEAH GRACE       |          | Birch | music              | en     | A+  |
noah     | Noah Park    | volunteer    | M | 2011-09-09 | US | PARK, NOAH MINSU       | 박민수   | Cedar |                    | en, ko | O+  | Bee stings
tom      | Tom O’Brien  | volunteer    | M | 1968-12-30 | IE | O'BRIEN, THOMAS        |          | Birch | electrics          | en     | B+  |
sarah    | Sarah Cole   | guardian     | F | 1982-02-14 | US | COLE, SARAH            |          |       |                    | en     |     |
grace    | Grace Lindt  | duty officer | F | 1975-06-01 | US | LINDT, GRACE           |          |       |                    | en     |     |
"""  # noqa: E501

NOT_TRAVELLING = {"guardian", "duty officer"}


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _person(line: str) -> Person:
    cells = [cell.strip() for cell in line.split("|")]
    key, name, role, gender, birth, nationality, legal, local, group, skills, speaks = cells[:11]
    blood, allergies = cells[11], cells[12] if len(cells) > 12 else ""
    minor = birth > "2008-07-10"
    return Person(
        key=key,
        name=name,
        role=role,
        groups=(group,) if group else (),
        skills=_split(skills),
        languages=_split(speaks),
        travels=role not in NOT_TRAVELLING,
        minor=minor,
        legal_name=legal,
        local_name=local,
        birth_date=day(birth),
        gender=gender,
        nationality=nationality,
        email=f"{key}@example.org",
        phone="+1 312 555 01" + str(40 + len(key)),
        diet="vegetarian" if key in {"thu", "lukas"} else "",
        allergies=allergies,
        medication="Cetirizine 10 mg, one a day" if key == "mei" else "",
        blood_type=blood,
        emergency=Emergency("Wei Chen", "father", "+1 312 555 0188") if key == "mei" else None,
        guardians=("Sarah Cole",) if minor else (),
        drives=key in {"david", "hannah", "tom"},
    )


LEADERS_PEOPLE = tuple(_person(line) for line in _ROWS.strip().splitlines())


def team_view(person: Person) -> Person:
    """Return what the team sees of somebody else."""
    return Person(
        key=person.key,
        name=person.name,
        role=person.role,
        groups=person.groups,
        skills=person.skills,
        languages=person.languages,
        travels=person.travels,
    )


TEAM_PEOPLE = tuple(team_view(person) for person in LEADERS_PEOPLE)
TRAVELLERS = tuple(person for person in LEADERS_PEOPLE if person.travels)


def person(key: str) -> Person:
    """Return one person with all facts."""
    return next(person for person in LEADERS_PEOPLE if person.key == key)
