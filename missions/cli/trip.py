"""`missions trip`: the group's table."""

from __future__ import annotations

import click

from missions.cli.main import LazyGroup, Table

COMMANDS: Table = {
    "import": ("missions.cli.trip_import:import_", "Read a trip folder, .zip or .xlsx."),
    "roster": ("missions.cli.trip_bulk:roster", "Bring people in from another system's list."),
    "flights": ("missions.cli.trip_flights:flights", "Bring flights in from confirmations."),
    "template": ("missions.cli.trip_import:template", "Write an empty workbook to fill in."),
    "list": ("missions.cli.trip_publish:list_", "List the trips."),
    "publish": ("missions.cli.trip_publish:publish", "Freeze the plan as the next edition."),
    "check": ("missions.cli.trip_check:check", "Tell who and what is ready: go, not yet, no-go."),
    "what-if": (
        "missions.cli.trip_what_if:what_if_",
        "Show what a change would do to who is ready.",
    ),
    "board": ("missions.cli.trip_board:board", "Write who is ready as a PDF for leaders."),
    "waive": ("missions.cli.trip_check:waive_", "Waive a requirement for somebody."),
    "let-be": ("missions.cli.trip_check:let_be_", "Let a clash in the plan be, with a reason."),
    "remind": ("missions.cli.trip_remind:remind", "Write to those who owe something."),
    "words": ("missions.cli.trip_words:words", "Show what the draft would tell."),
    "accept": ("missions.cli.trip_words:accept", "Let a word stand; it takes two leaders."),
    "diff": ("missions.cli.trip_publish:diff", "Show what differs between editions."),
    "save": ("missions.cli.trip_import:save", "Write a trip as a folder or .xlsx."),
    "export": ("missions.cli.trip_export:export", "Write the papers and calendars."),
    "copies": ("missions.cli.copies:copies", "List which copies of papers are out."),
    "trace": ("missions.cli.copies:trace", "Tell whose a found sheet is, by its code."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def trip() -> None:
    """Import, publish, compare, save and export trips."""
