"""`missions trip flights`: what carriers hand out, beside a trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from missions import clock
from missions.audit.log import OPERATOR
from missions.cli.output import answer, fail, guarded, installed, json_option, say
from missions.cli.trip_bulk import MOVED, apply_option, content_of, ending, refused_with
from missions.intake.apply import ImportResult
from missions.intake.confirmations.extractor import find_extractor
from missions.intake.confirmations.known import Known
from missions.intake.confirmations.laying import keep, look
from missions.intake.confirmations.matching import Match, Verdict
from missions.intake.confirmations.model import MAX_SIZE, Found
from missions.intake.confirmations.proposals import Answer, Proposal
from missions.intake.confirmations.several import Handed, read_several
from missions.intake.faults import IntakeRefused
from missions.intake.joined import TripMoved


@click.command()
@click.argument("code")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--people", default="", help="Who is on them, in place of the names: keys, @group.")
@click.option("--cancelled", is_flag=True, help="Take what is cancelled out of the plan, too.")
@apply_option
@json_option
@guarded
def flights(
    code: str,
    files: tuple[Path, ...],
    people: str,
    cancelled: bool,
    apply: bool,
    as_json: bool,
) -> None:
    """Show the flights in carriers' confirmations beside trip CODE; with --apply, keep them.

    FILES are mails (.eml), pages (.html), calendar files (.ics), boarding passes' text, and .pdf
    or .pkpass where KItinerary is installed. Kept is what is new or changed, tells its times, and
    whose travellers are all of the trip.
    """
    with installed() as installation:
        handed = [Handed(file.name, content_of(file, MAX_SIZE)) for file in files]
        program = find_extractor(installation.settings.kitinerary)
        found = read_several(handed, clock.now().date(), program)
        sight = look(installation, code, found)
        answers = _answers(sight.cards, sight.known, people, cancelled)
        sight = look(installation, code, found, answers)
        done = None
        try:
            if sight.faults:
                raise IntakeRefused(sight.faults)
            if apply and any(each.keep for each in answers):
                done = keep(installation, code, found, answers, OPERATOR, sight.version)
        except IntakeRefused as refused:
            refused_with(", ".join(map(str, files)), refused.faults, as_json)
            return
        except TripMoved:
            fail(MOVED)
            return
    _report(code, found, sight.cards, answers, done, as_json)


def _answers(
    cards: Sequence[Proposal], known: Known, people: str, cancelled: bool
) -> tuple[Answer, ...]:
    """Return what is kept: what is proposed, and what `--people` and `--cancelled` say."""
    keys = known.roster.choose(people) if people.strip() else ()
    if people.strip() and not keys:
        raise click.UsageError(f"--people “{people}” is nobody of the trip. Wanted: people's keys.")
    return tuple(_answer(card, keys, cancelled) for card in cards)


def _answer(card: Proposal, keys: tuple[str, ...], cancelled: bool) -> Answer:
    off = card.match.verdict is Verdict.CANCELLED
    ready = bool(keys) or card.ready or (off and not card.match.unmatched)
    wanted = card.can and ready and not card.asks and (cancelled or not off)
    people = dict.fromkeys(card.people, "") if keys else card.people
    return Answer(wanted, people, keys)


def _report(
    code: str,
    found: Found,
    cards: Sequence[Proposal],
    answers: Sequence[Answer],
    done: ImportResult | None,
    as_json: bool,
) -> None:
    kept = [each.keep for each in answers]
    document = {
        "applied": done is not None,
        "changed": bool(done and done.changed),
        "segments": [
            {
                **_segment_document(card.match),
                "for_all": card.for_all,
                "asks": list(card.asks),
                "keep": keep,
            }
            for card, keep in zip(cards, kept, strict=True)
        ],
        "not_understood": list(found.not_understood),
    }
    lines = [_segment_line(card, keep) for card, keep in zip(cards, kept, strict=True)]
    answer(document, as_json, *lines, ending(code, any(kept), done) if cards else "None found.")
    for text in found.not_understood:
        say(text)


def _segment_document(match: Match) -> dict[str, Any]:
    found = match.found
    return {
        "verdict": match.verdict.value,
        "segment": match.segment,
        "mode": found.mode,
        "number": found.number,
        "from": found.origin,
        "to": found.destination,
        "departs": found.departs.isoformat(timespec="minutes") if found.departs else None,
        "arrives": found.arrives.isoformat(timespec="minutes") if found.arrives else None,
        "locator": found.locator,
        "people": list(match.people),
        "unmatched": list(match.unmatched),
        "differences": [asdict(each) for each in match.differences],
        "joins": list(match.joins),
        "leaves": list(match.leaves),
        "off": match.off,
    }


def _segment_line(card: Proposal, keep: bool) -> str:
    match, found = card.match, card.match.found
    times = [f"{each:%Y-%m-%d %H:%M}" if each else "?" for each in (found.departs, found.arrives)]
    parts = [
        f"  {'keep' if keep else 'leave':<6}{match.verdict.value:<10}{found.number or found.mode}",
        f"{found.origin or '?'} {times[0]} → {found.destination or '?'} {times[1]}",
        f"for {', '.join(match.people) or 'nobody'}",
    ]
    if match.unmatched:
        parts.append(f"nobody here is {', '.join(f'“{name}”' for name in match.unmatched)}")
    if match.joins:
        parts.append(f"puts on it {', '.join(match.joins)}")
    parts += [
        f"{each.field}: {each.was or 'nothing'} → {each.becomes}" for each in match.differences
    ]
    if card.for_all:
        parts.append(f"it changes for all {card.for_all} on it")
    if match.off:
        parts.append(f"it is another booking: takes {', '.join(match.leaves)} off {match.off}")
    if card.asks:
        parts.append(f"it doesn't tell {', '.join(card.asks)}: fill in by page")
    return "; ".join(parts)
