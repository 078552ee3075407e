"""Which person of a trip a roster's row is about: by key, by e-mail, or by name with birth date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from missions.intake.columns import Column, Row, Seal, column_named, columns_of
from missions.intake.confirmations.names import folded, letters
from missions.intake.folder import TripFolder
from missions.intake.plan_rows import DocumentRow
from missions.intake.roster.wordings import PASSPORT
from missions.intake.rows import PersonRow

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A person of the trip as cells of people.csv by target, passports' included.

    A target that is not in `cells` is not known here (it is sealed, and was not opened): whether a
    roster changes it cannot be told before the import.
    """

    key: str
    cells: Mapping[str, str] = field(default_factory=dict)


def standing_of(folder: TripFolder, opened: Collection[str] = ()) -> tuple[Standing, ...]:
    """Return a trip's people as `plan` takes them.

    Args:
        folder: the trip's rows, as `missions.intake.held.load` returns them.
        opened: the tables, of people and documents, whose sealed columns were opened into the rows.
    """
    papers = (row for row in folder.documents.rows if row.kind == "passport")
    passports = {row.person: row for row in papers if not row.replaced_by}
    columns = {each.attribute: each for each in columns_of(PersonRow)}
    return tuple(
        Standing(
            row.key,
            {
                **_open_cells(row, columns, "people" in opened),
                **_passport(passports.get(row.key), "documents" in opened),
            },
        )
        for row in folder.people.rows
    )


def _passport(row: DocumentRow | None, opened: bool) -> dict[str, str]:
    """Return a passport's cells by target; all blank for somebody who has none."""
    if row is None:
        return dict.fromkeys(PASSPORT, "")
    columns = {
        target: column_named(DocumentRow, attribute) for target, attribute in PASSPORT.items()
    }
    return _open_cells(row, columns, opened)


def _open_cells(row: Row, columns: Mapping[str, Column], opened: bool) -> dict[str, str]:
    return {
        name: column.cell(getattr(row, column.attribute))
        for name, column in columns.items()
        if opened or column.seal is not Seal.ALWAYS
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """The person a row is about, None for a new one; `doubt` is what a reader should look at."""

    person: Standing | None = None
    doubt: str = ""


class Known:
    """The people of a trip, to find one by a roster's row."""

    def __init__(self, people: Sequence[Standing]) -> None:
        self.keys = {each.key.casefold(): each for each in people}
        self._mails = _by(people, lambda cells: [folded(cells.get("email", ""))])
        self._names = _by(people, lambda cells: letters(cells.get("legal_name", "")))

    def find(self, cells: Cells, shared_mails: frozenset[str]) -> Answer:
        """Return whom a row is about.

        An e-mail address finds nobody where several people of the trip or rows of the roster share
        it, nor where the names have nothing in common: families write one address for all.
        """
        key = cells.get("key", "").casefold()
        if key:
            return Answer(self.keys.get(key))
        mail = folded(cells.get("email", ""))
        holders = self._mails.get(mail, []) if mail and mail not in shared_mails else []
        if len(holders) == 1 and related(cells, holders[0].cells):
            return Answer(holders[0])
        return self._by_name(cells)

    def _by_name(self, cells: Cells) -> Answer:
        found: dict[str, Standing] = {}
        for form in letters(cells.get("legal_name", "")):
            found.update({each.key: each for each in self._names.get(form, [])})
        born = cells.get("birth_date", "")
        same = [each for each in found.values() if born and each.cells.get("birth_date") == born]
        if len(same) == 1:
            return Answer(same[0])
        unsure = [each for each in found.values() if not (born and each.cells.get("birth_date"))]
        if unsure or len(same) > 1:
            names = " and ".join(sorted(each.key for each in (unsure or same)))
            return Answer(None, f"It has the name of {names}, but no birth date makes it sure")
        return Answer()


def _by(
    people: Sequence[Standing], handles: Callable[[Cells], Iterable[str]]
) -> dict[str, list[Standing]]:
    index: dict[str, list[Standing]] = defaultdict(list)
    for each in people:
        for handle in handles(each.cells):
            if handle:
                index[handle].append(each)
    return dict(index)


def related(one: Cells, other: Cells) -> bool:
    """Whether two rows' names can be one person's: alike, one blank, or the same first name."""
    names = one.get("legal_name", ""), other.get("legal_name", "")
    if not all(names) or letters(names[0]) & letters(names[1]):
        return True
    called = {folded(other.get("preferred_name", "")), *_given(other)} - {""}
    return bool(called & {folded(one.get("preferred_name", "")), *_given(one)})


def _given(cells: Cells) -> Iterable[str]:
    return folded(cells.get("given_names", "")).split()[:1]
