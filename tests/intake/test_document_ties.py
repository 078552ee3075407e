"""How documents of a folder belong together: tied, replaced, chosen; and the zone of a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from missions.audit.log import OPERATOR
from missions.documents.model import Document
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.faults import IntakeRefused, report
from missions.intake.read import read_trip
from missions.intake.save import save_trip
from missions.people.model import Person
from tests.factories.telling_trip import CODE, bring

HEAD = "key,person,kind,expires,chosen,tied_to,replaced_by\n"
GOOD = """old,mei,passport,2027-04-01,,,new
new,mei,passport,2033-04-01,yes,,
visa,mei,visa,2030-01-01,,old,
"""


def test_ties_are_kept_and_saved_as_they_were_read(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    bring(installation, folder, plain_title="Evening prayer")
    (folder / "documents.csv").write_text(HEAD + GOOD)
    people = (folder / "people.csv").read_text().splitlines()
    zoned = [f"{people[0]},zone", f"{people[1]},Pacific/Auckland", *(f"{x}," for x in people[2:])]
    (folder / "people.csv").write_text("\n".join(zoned) + "\n")

    import_trip(installation, read_trip(folder), actor=OPERATOR)
    save_trip(installation, CODE, tmp_path / "saved", actor=OPERATOR)
    again = import_trip(installation, read_trip(tmp_path / "saved"), actor=OPERATOR)

    with installation.store.read() as session:
        rows = session.scalars(select(Document).order_by(Document.position)).all()
        zones = set(session.scalars(select(Person.zone)))
    assert [(row.key, row.chosen, row.tied_to, row.replaced_by) for row in rows] == [
        ("old", False, "", "new"),
        ("new", True, "", ""),
        ("visa", False, "old", ""),
    ]
    assert zones == {"", "Pacific/Auckland"}
    assert not again.changed


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "visa,mei,visa,,,odl,\nold,mei,passport,,,,\n",
            "documents.csv, row 2, tied_to: odl\n    Wanted: a key of documents. Did you mean old?",
        ),
        (
            "visa,mei,visa,,,old,\nold,grace,passport,,,,\n",
            "documents.csv, row 2, tied_to: old\n"
            "    Wanted: the key of a passport of the same person.",
        ),
        (
            "old,mei,passport,,,,visa\nvisa,mei,visa,,,,\n",
            "documents.csv, row 2, replaced_by: visa\n"
            "    Wanted: the key of a document of the same person and kind.",
        ),
        (
            "old,mei,passport,,,,old\n",
            "documents.csv, row 2, replaced_by: old\n"
            "    Wanted: a document that this one does not replace in its turn.",
        ),
        (
            "old,mei,passport,,yes,,\nnew,mei,passport,,yes,,\n",
            "documents.csv, row 3, chosen: yes\n    Wanted: yes for one passport a person.",
        ),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_cannot_belong_together_is_a_fault(
    installation: Installation, tmp_path: Path, rows: str, said: str
) -> None:
    folder = tmp_path / "folder"
    bring(installation, folder, plain_title="Evening prayer")
    (folder / "documents.csv").write_text(HEAD + rows)

    with pytest.raises(IntakeRefused) as refused:
        import_trip(installation, read_trip(folder), actor=OPERATOR)

    assert said in report(refused.value.faults)
