"""`missions demo`: two sample trips, from folder to paper, in one command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from missions import assets, feeds, schema
from missions.audit.log import OPERATOR
from missions.board.keeping import board_of
from missions.briefing.actions import publish
from missions.briefing.queries import NoTrip, edition_row, trip_by_code
from missions.cli.export import Choice, export_papers
from missions.cli.output import answer, guarded, json_option, say
from missions.cli.progress import Step, progress
from missions.cli.serve import require_free, run
from missions.cli.sign_in import link_for
from missions.installation import Installation, create, open_installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.settings import Settings, at_home

TRIPS = ("spring-27", "casa-27")
CHANGES = "spring-27-changes"
READERS = (("spring-27", "grace"), ("spring-27", "mei"), ("casa-27", "marisol"))


def _read(installation: Installation, folder: str, step: Step) -> None:
    reading = read_trip(assets.samples_dir() / folder, progress=step)
    import_trip(installation, reading, remove=False, actor=OPERATOR, progress=step)


def _published(installation: Installation, code: str) -> bool:
    with installation.store.read() as session:
        try:
            return edition_row(session, trip_by_code(session, code).id) is not None
        except NoTrip:
            return False


def _load(installation: Installation, step: Step) -> None:
    """Read the samples and publish them; what is there already is left as it is."""
    for code in TRIPS:
        if not _published(installation, code):
            _read(installation, code, step)
            publish(installation, code, OPERATOR, "First plan")
            if code == TRIPS[0]:
                _read(installation, CHANGES, step)
                publish(installation, code, OPERATOR, "Late changes")
    feeds.rebuild_waiting(installation)
    for code in TRIPS:
        with installation.store.read() as session:
            trip = trip_by_code(session, code)
        board_of(installation, trip.id, OPERATOR)


def _settings(home: Path, port: int) -> Settings:
    return replace(at_home(home.absolute()), public_url=f"http://localhost:{port}")


@click.command()
@click.option("--home", default="demo", show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=8080, show_default=True, help="Port to serve on.")
@click.option("--no-serve", is_flag=True, help="Write everything and stop.")
@json_option
@guarded
def demo(home: Path, port: int, no_serve: bool, as_json: bool) -> None:
    """Load the sample trips into a folder of their own, write all papers, and serve.

    Safe to repeat: what is there stays. Nothing of your own installation is touched.
    """
    schema.check()
    settings = _settings(home, port)
    if not no_serve:
        require_free("127.0.0.1", port)
    create(settings)
    installation = open_installation(settings)
    try:
        with progress(as_json) as step:
            say("Reading and publishing the two sample trips …")
            _load(installation, step)
            say("Writing their papers and calendars, about half a minute …")
            files = {code: _export(installation, code, settings.home, step) for code in TRIPS}
        links = [_link(installation, code, key) for code, key in READERS]
        _tell(settings, files, links, as_json)
        if not no_serve:
            say(f"Serving on {settings.public_url}, Ctrl-C ends it.")
            run(installation, "127.0.0.1", port)
    finally:
        installation.close()


def _export(installation: Installation, code: str, home: Path, step: Step) -> int:
    choice = Choice(unlocked=True)
    return len(export_papers(installation, code, home / "papers" / code, choice, step))


def _link(installation: Installation, code: str, key: str) -> dict[str, str]:
    return {"code": code, "person": key, "url": link_for(installation, code, key, vouched=True)}


def _tell(
    settings: Settings, files: dict[str, int], links: list[dict[str, str]], as_json: bool
) -> None:
    document = {"home": str(settings.home), "files": files, "links": links}
    lines = [f"Papers and calendars: {settings.home / 'papers'}"]
    lines += ["  (leaders’ papers are left unlocked: everybody in them is made up)"]
    lines += [f"  {code}: {count} files" for code, count in files.items()]
    lines += ["One-time sign-in links, good for 24 hours:"]
    lines += [
        "  After five minutes each asks once more who they are: set up a passkey or an app under",
        "  “Your account” first, or make a new link:",
        f"  MISSIONS_HOME={settings.home} MISSIONS_PUBLIC_URL={settings.public_url}"
        " .venv/bin/missions sign-in CODE --person KEY --vouch",
    ]
    lines += [f"  {link['person']:<8} ({link['code']})  {link['url']}" for link in links]
    answer(document, as_json, *lines)
