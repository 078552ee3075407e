"""`missions worker` and `missions letters`: what is due, and the letters that did not go out."""

from __future__ import annotations

import signal
from dataclasses import asdict

import click

from missions import clock
from missions.cli.output import answer, fail, guarded, installed, json_option, say
from missions.installation import Installation
from missions.letters.post_office import why_waiting
from missions.outbox import actions, queries
from missions.worker import Worker

_ENDS = (signal.SIGTERM, signal.SIGINT)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@json_option
@guarded
def worker(once: bool, as_json: bool) -> None:
    """Send letters and do what else is due, until interrupted; `serve` has such a worker inside.

    Interrupted, it finishes the letter in hand. Several may run at once.
    """
    with installed() as installation:
        waiting = why_waiting(installation.settings)
        if waiting:
            say(waiting)
        working = Worker(installation)
        if once:
            _once(installation, working, as_json)
            return
        _until_interrupted(working, as_json)


def _once(installation: Installation, working: Worker, as_json: bool) -> None:
    for number in _ENDS:
        signal.signal(number, lambda _number, _frame: working.ask_to_stop())
    failures = working.run_once()
    with installation.store.read() as session:
        left = queries.unsent(session, clock.now())
    given_up = sum(letter.state is queries.State.GIVEN_UP for letter in left)
    document = {
        "duties": failures,
        "letters": {"waiting": len(left) - given_up, "given_up": given_up},
    }
    answer(document, as_json, f"Letters: {len(left) - given_up} waiting, {given_up} given up")
    failed = [f"{name} ({failure})" for name, failure in failures.items() if failure]
    if failed:
        fail(f"Failed: {', '.join(failed)}")


def _until_interrupted(working: Worker, as_json: bool) -> None:
    """Wait for a signal here while the work goes on in a thread that no signal interrupts."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    working.run_in_thread()
    answer({"working": True}, as_json)
    say("Working, Ctrl-C ends it.")
    signal.sigwait(_ENDS)
    working.ask_to_stop()
    say("Ending after what is in hand.")
    working.stop()


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
@guarded
def letters(ctx: click.Context, as_json: bool) -> None:
    """List the letters that have not gone out, or let one be tried again."""
    if ctx.invoked_subcommand is not None:
        return
    with installed() as installation, installation.store.read() as session:
        left = queries.unsent(session, clock.now())
    lines = [f"{one.id}  {one.state:<8}  {one.attempts}  {one.name}  {one.problem}" for one in left]
    answer([asdict(one) for one in left], as_json, *(lines or ["No letter waits."]))


@letters.command()
@click.argument("letter_id", metavar="ID")
@json_option
@guarded
def retry(letter_id: str, as_json: bool) -> None:
    """Let the letter ID, which was given up, be tried again from the beginning."""
    with installed() as installation:
        if not actions.try_again(installation.store, letter_id):
            raise click.UsageError(f"There is no letter “{letter_id}” that was given up.")
    answer({"id": letter_id, "state": "waiting"}, as_json, "It is tried again in the next round.")
