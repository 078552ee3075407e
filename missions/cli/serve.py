"""`missions serve`: waitress with the worker in a thread."""

from __future__ import annotations

import os
import signal
import socket
from dataclasses import replace

import click
import waitress

from missions.cli.output import answer, fail, guarded, installed, json_option, say
from missions.installation import Installation
from missions.letters.post_office import why_waiting
from missions.settings import from_environment
from missions.web.app import create_app
from missions.worker import Worker


def require_free(host: str, port: int) -> None:
    """Leave with a sentence when something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(
                f"Can't listen on {host}, port {port}: {error.strerror}. Is another server"
                f" running? Try: --port {port + 1}"
            )


def run(installation: Installation, host: str, port: int) -> None:
    """Serve until interrupted or told to end; the worker then finishes the letter in hand."""
    worker = Worker(installation)
    app = create_app(installation)
    signal.signal(signal.SIGTERM, _end)
    try:
        worker.run_in_thread()
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=8,
            ident="",
            clear_untrusted_proxy_headers=installation.settings.proxies == 0,
        )
    finally:
        worker.stop()


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port to listen on.")
@json_option
@guarded
def serve(host: str, port: int, as_json: bool) -> None:
    """Serve the pages and calendars, with the worker inside."""
    settings = from_environment()
    if "MISSIONS_PUBLIC_URL" not in os.environ:
        settings = replace(settings, public_url=f"http://{host}:{port}")
    require_free(host, port)
    with installed(settings) as installation:
        answer({"host": host, "port": port}, as_json)
        say(f"Serving on http://{host}:{port}, Ctrl-C ends it. Links say {settings.public_url}.")
        waiting = why_waiting(settings)
        if waiting:
            say(waiting)
        run(installation, host, port)
