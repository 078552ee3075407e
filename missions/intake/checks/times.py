"""Whether ends come after starts, in absolute time where two zones are in play."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from missions.intake.checks.places import end_zone
from missions.intake.columns import Row
from missions.intake.dates import NO_DAY, alone, beside
from missions.intake.faults import Cause, Findings
from missions.intake.folder import Table, TripFolder
from missions.intake.plan_rows import ItemRow, TrainingRow, TravelRow
from missions.intake.rows import SiteRow
from missions.schedule.rules import instant
from missions.zones import zone as zone_of

LONGEST_LEG = timedelta(hours=20)


def check_times(folder: TripFolder, findings: Findings) -> None:
    """Complete the times that stand beside a day, then find every end before its start."""
    _check_trip(folder, findings)
    sites = {row.key: row for row in folder.site.rows}
    for leg in folder.travel.rows:
        _check_leg(folder.travel, leg, sites, findings)
    for item in folder.schedule.rows:
        _complete_item(folder.schedule, item, findings)
        _check_item(folder.schedule, item, findings)
    for training in folder.training.rows:
        _check_training(folder.training, training, findings)
    for crossing in folder.crossings.rows:
        _in_order(folder.crossings, crossing, "closes", "opens", findings)
    for stay in folder.stays.rows:
        _in_order(folder.stays, stay, "check_in", "check_out", findings)
    for person in folder.people.rows:
        _in_order(folder.people, person, "joins", "leaves", findings)


def _ends_early(
    cause: Cause,
    table: Table[Any],
    row: Row,
    attribute: str,
    wanted: str,
    findings: Findings,
    likely: str = "",
) -> None:
    cell = table.cell(row, attribute)
    findings.fault(cause, table.place(row, attribute), cell, wanted, likely)


def _check_trip(folder: TripFolder, findings: Findings) -> None:
    trip = folder.settings
    if trip.starts and trip.ends and trip.ends < trip.starts:
        wanted = f"a day not before the start, {trip.starts.isoformat()}"
        _ends_early(Cause.TRIP_ENDS, folder.trip, trip, "ends", wanted, findings)


def _in_order(table: Table[Any], row: Any, first: str, last: str, findings: Findings) -> None:
    start, end = getattr(row, first), getattr(row, last)
    if start is not None and end is not None and end < start:
        wanted = f"not before {first}, {table.cell(row, first).strip()}"
        _ends_early(Cause.ENDS, table, row, last, wanted, findings)


def _check_leg(
    table: Table[TravelRow], row: TravelRow, sites: dict[str, SiteRow], findings: Findings
) -> None:
    zones = (
        end_zone(row.mode, row.origin, row.from_zone, sites),
        end_zone(row.mode, row.destination, row.to_zone, sites),
    )
    if row.departs is None or row.arrives is None or not all(zones):
        return
    leaves, reaches = instant(row.departs, zones[0]), instant(row.arrives, zones[1])
    for attribute, wall, zone in zip(
        ("departs", "arrives"), (row.departs, row.arrives), zones, strict=True
    ):
        tell_of_changed_clocks(table, row, attribute, wall, zone, findings)
    if reaches < leaves:
        wanted = (
            f"an arrival after the departure; {row.arrives:%Y-%m-%d %H:%M} in {zones[1]} is"
            f" {_span(leaves - reaches)} before {row.departs:%Y-%m-%d %H:%M} in {zones[0]}"
        )
        next_day = row.arrives + timedelta(days=1)
        fits = instant(next_day, zones[1]) - leaves <= LONGEST_LEG
        likely = next_day.isoformat(timespec="minutes") if reaches + LONGEST_LEG > leaves else ""
        _ends_early(Cause.ARRIVES, table, row, "arrives", wanted, findings, likely if fits else "")


def _span(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def tell_of_changed_clocks(
    table: Table[Any], row: Row, attribute: str, wall: datetime, zone: str, findings: Findings
) -> None:
    """Warn of a wall time that does not exist, or exists twice, because clocks change."""
    there = zone_of(zone)
    first, second = (wall.replace(tzinfo=there, fold=fold).utcoffset() for fold in (0, 1))
    if first == second:
        return
    exists = instant(wall, zone).astimezone(there).replace(tzinfo=None) == wall
    text = (
        f"{wall:%H:%M} comes twice that night in {zone}; the first is taken."
        if exists
        else f"{wall:%H:%M} is skipped that night in {zone}, when clocks go forward."
    )
    findings.warn(table.place(row, attribute), text)


def _complete_item(table: Table[ItemRow], row: ItemRow, findings: Findings) -> None:
    """Bring the item's times into the form in which they stand beside its day."""
    if row.starts is not None and row.starts.date() != NO_DAY:
        if row.day is None:
            row.derive("day", row.starts.date())
        if row.day == row.starts.date():
            row.starts = alone(row.starts)
        else:
            wanted = f"the time alone, or the same day as in day, {row.day}"
            _ends_early(Cause.TIME, table, row, "starts", wanted, findings)
    if row.ends is not None and row.ends.date() != NO_DAY:
        last = row.ends.date()
        if row.ends_day not in {None, last}:
            wanted = f"the time alone, or the same day as in ends_day, {row.ends_day}"
            _ends_early(Cause.TIME, table, row, "ends", wanted, findings)
            return
        row.ends = alone(row.ends)
        if last != row.day:
            row.derive("ends_day", last)
    if row.ends_day is not None and row.ends_day == row.day:
        row.ends_day = None
    if row.meet_time is not None and row.meet_time.date() == row.day:
        row.meet_time = alone(row.meet_time)


def _check_item(table: Table[ItemRow], row: ItemRow, findings: Findings) -> None:
    begins, finishes = row.begins(), row.finishes()
    if row.day and row.ends_day and row.ends_day < row.day:
        wanted = f"a day not before {row.day.isoformat()}"
        _ends_early(Cause.ENDS, table, row, "ends_day", wanted, findings)
    elif begins and finishes and finishes < begins:
        wanted = f"a time not before {begins:%H:%M}, or the day it ends in ends_day"
        after = row.day_after()
        likely = f"{after.isoformat()} in ends_day" if after and not row.ends_day else ""
        _ends_early(Cause.ENDS, table, row, "ends", wanted, findings, likely)


def _check_training(table: Table[TrainingRow], row: TrainingRow, findings: Findings) -> None:
    if row.starts is None or row.ends is None:
        return
    row.ends = beside(row.ends, row.starts.date())
    if row.ends < row.starts:
        wanted = f"a time not before the start, {row.starts.isoformat(timespec='minutes')}"
        _ends_early(Cause.ENDS, table, row, "ends", wanted, findings)
    if row.zone:
        tell_of_changed_clocks(table, row, "starts", row.starts, row.zone, findings)
