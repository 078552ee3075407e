"""Reading a trip folder, a zip of one or a workbook: from a path to typed rows and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from missions.intake.check import examine
from missions.intake.faults import Fault, Findings, Remark, in_order
from missions.intake.folder import IN_CSV, IN_TOML, TABLES, TripFolder
from missions.intake.sources.archive import open_path
from missions.intake.sources.csv_file import read_csv
from missions.intake.sources.handed import SEALED_FILE, Handed
from missions.intake.sources.sealed_file import lay_over, open_sealed
from missions.intake.sources.sheets import Sheet, read_sheet
from missions.intake.sources.toml_file import FILE as TOML
from missions.intake.sources.toml_file import read_toml
from missions.intake.sources.xlsx_file import read_xlsx

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(slots=True)
class Reading:
    """A folder as it was read.

    `cells` is what was found in single files; `whole` adds what a folder that stands alone is
    judged by. Laid over a trip that exists already, a folder may be judged differently: a key that
    it lacks may be in the trip. `missions.intake.apply` has the last word.
    """

    folder: TripFolder = field(default_factory=TripFolder)
    cells: Findings = field(default_factory=Findings)
    whole: Findings = field(default_factory=Findings)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What refuses the folder, grouped by cause."""
        return in_order(self.whole.faults)

    @property
    def warnings(self) -> Sequence[Remark]:
        """What is probably not as meant."""
        return tuple(dict.fromkeys(self.whole.warnings))

    @property
    def notices(self) -> Sequence[Remark]:
        """What was done that the leader may want to know."""
        return tuple(dict.fromkeys(self.whole.notices))


def silent(_stage: str, _done: int, _all: int) -> None:
    """Tell nobody of any progress."""


def read_trip(
    path: Path, passphrase: str | None = None, progress: Progress | None = None
) -> Reading:
    """Read whatever stands at `path`; bad content becomes faults and never raises.

    Args:
        path: a folder, a .zip of one, or an .xlsx workbook.
        passphrase: opens `sealed.age` where there is one.
        progress: is told how far the reading has come.
    """
    tell = progress or silent
    reading = Reading()
    handed = open_path(path, reading.cells)
    if handed is None:
        reading.whole = reading.cells
        return reading
    read = _read_files if handed.workbook is None else _read_workbook
    read(handed, reading, tell)
    _read_sealed(handed, passphrase, reading)
    tell("check", 0, 1)
    reading.whole = examine(reading.folder, reading.cells)
    tell("check", 1, 1)
    return reading


def _read_files(handed: Handed, reading: Reading, tell: Progress) -> None:
    """Read the files of a folder into its tables."""
    names = [name for name in IN_CSV if f"{name}.csv" in handed.files]
    tell("read", 0, len(names) + 1)
    data = handed.files.get(TOML)
    if data is not None:
        before = len(reading.cells.faults)
        sheets = read_toml(data, reading.cells)
        _read_sheets(sheets, reading)
        if not sheets and len(reading.cells.faults) > before:
            _broken(reading, IN_TOML)
    for done, name in enumerate(names, start=1):
        tell("read", done, len(names) + 1)
        table = getattr(reading.folder, name)
        file = f"{name}.csv"
        sheet = read_csv(file, handed.files[file], table.row, reading.cells)
        if sheet is None:
            _broken(reading, (name,))
        else:
            read_sheet(sheet, table, reading.cells)
    tell("read", len(names) + 1, len(names) + 1)


def _read_workbook(handed: Handed, reading: Reading, tell: Progress) -> None:
    """Read the sheets of a workbook into the tables."""
    tell("read", 0, 1)
    before = len(reading.cells.faults)
    sheets = read_xlsx(handed.name, handed.workbook or b"", reading.cells)
    _read_sheets(sheets, reading)
    if not sheets and len(reading.cells.faults) > before:
        _broken(reading, TABLES)
    tell("read", 1, 1)


def _read_sheets(sheets: dict[str, Sheet], reading: Reading) -> None:
    for name, sheet in sheets.items():
        read_sheet(sheet, getattr(reading.folder, name), reading.cells)


def _broken(reading: Reading, names: Iterable[str]) -> None:
    for name in names:
        getattr(reading.folder, name).broken = True


def _read_sealed(handed: Handed, passphrase: str | None, reading: Reading) -> None:
    data = handed.files.get(SEALED_FILE)
    if data is not None:
        code = reading.folder.settings.code
        lay_over(reading.folder, open_sealed(data, passphrase, code, reading.cells), reading.cells)
