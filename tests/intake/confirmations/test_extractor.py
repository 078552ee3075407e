"""KItinerary's place taken by small programs that behave badly."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from missions.intake.confirmations.extractor import (
    ExtractorFailed,
    Limits,
    extract,
    find_extractor,
)
from missions.intake.confirmations.model import MIB, Found, FoundSegment
from missions.intake.confirmations.read import read_confirmation
from tests.intake.confirmations.carriers import mail

ON = date(2026, 6, 1)
LITTLE = Limits(seconds=5, cpu_seconds=1, memory=256 * MIB, written=MIB)
OUTPUT = [
    {
        "@context": "http://schema.org",
        "@type": "FlightReservation",
        "reservationNumber": "QWX7RT",
        "underName": {"@type": "Person", "name": "KIM/MINJUN MR"},
        "reservationFor": {
            "@type": "Flight",
            "flightNumber": "38",
            "airline": {"@type": "Airline", "iataCode": "KE", "name": "Korean Air"},
            "departureAirport": {"@type": "Airport", "iataCode": "ORD"},
            "arrivalAirport": {"@type": "Airport", "iataCode": "ICN"},
            "departureTime": {
                "@type": "QDateTime",
                "@value": "2026-07-10T12:35:00-05:00",
                "timezone": "America/Chicago",
            },
            "arrivalTime": "2026-07-11T16:20:00+09:00",
        },
    }
]
SEGMENT = FoundSegment(
    mode="flight",
    carrier="Korean Air",
    number="KE38",
    origin="ORD",
    destination="ICN",
    departs=datetime(2026, 7, 10, 12, 35),
    arrives=datetime(2026, 7, 11, 16, 20),
    day=date(2026, 7, 10),
    from_zone="America/Chicago",
    to_zone="Asia/Seoul",
    locator="QWX7RT",
    passengers=("KIM/MINJUN MR",),
    source="kitinerary",
)


def program(folder: Path, body: str) -> Path:
    """Write an executable that does `body`."""
    path = folder / "extractor"
    path.write_text(f"#!{sys.executable} -IS\nimport os, sys\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_pdf_is_read_through_the_extractor(tmp_path: Path) -> None:
    fake = program(
        tmp_path, f"assert sys.stdin.buffer.read() == b'%PDF-1.7 x'\nprint({json.dumps(OUTPUT)!r})"
    )
    found = read_confirmation("ticket.pdf", b"%PDF-1.7 x", ON, fake, LITTLE)
    assert found == Found((SEGMENT,))


def test_a_pass_in_a_mail_is_read_through_the_extractor(tmp_path: Path) -> None:
    fake = program(tmp_path, f"print({json.dumps(OUTPUT)!r})")
    content = mail(('application/vnd.apple.pkpass; name="a.pkpass"', b"PK\x03\x04 x", "b64"))
    assert read_confirmation("trip.eml", content, ON, fake, LITTLE) == Found((SEGMENT,))


def test_it_gets_no_environment_an_empty_folder_and_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSIONS_SECRET", "hazel")
    fake = program(tmp_path, "print(sorted(os.environ), os.listdir('.'), sys.argv[1:])")
    told = extract(fake, b"x", ON, LITTLE).decode().split(" ", 1)
    assert told[0] in {"[]", "['LC_CTYPE']"}
    assert told[1] == "[] ['--context-date', '2026-06-01']\n"
    assert str(tmp_path) not in told[1]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: pass", "it computed longer than it may"),
        ("while True: os.write(1, b'x' * 65536)", "it wrote more than it may"),
        (
            "open('big', 'wb').truncate(10**9)",
            "it ended with a fault (signal 25)",
        ),
        ("os.kill(os.getpid(), 11)", "it ended with a fault (signal 11)"),
        ("x = bytearray(10**9)", "it ended with a fault (code 1)"),
        ("sys.exit(3)", "it ended with a fault (code 3)"),
    ],
    ids=["loops", "writes", "leaves a file", "crashes", "takes memory", "gives up"],
)
def test_limits_hold(tmp_path: Path, body: str, reason: str) -> None:
    # Python itself passes over SIGXFSZ; the signal's own action is what other programs have.
    fake = program(tmp_path, f"import signal\nsignal.signal(25, signal.SIG_DFL)\n{body}")
    if "signal 25" in reason:
        reason = "it wrote more than it may"
    with pytest.raises(ExtractorFailed) as failed:
        extract(fake, b"x", ON, LITTLE)
    assert str(failed.value) == reason


def test_one_that_sleeps_is_ended_with_what_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    body = (
        "import time\n"
        "child = os.fork()\n"
        f"if child: open({str(mark)!r}, 'w').write(str(child))\n"
        "time.sleep(60)"
    )
    with pytest.raises(ExtractorFailed) as failed:
        extract(program(tmp_path, body), b"x", ON, Limits(seconds=0.5))
    assert str(failed.value) == "it took longer than 0.5 seconds"
    child = int(mark.read_text(encoding="utf-8"))
    assert _is_gone(child)


def _is_gone(process: int) -> bool:
    """Whether a process has ended; one that waits to be buried by the system has."""
    for _ in range(200):
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        except OSError:
            return True
        if stat.rpartition(")")[2].split()[0] in "ZX":
            return True
        time.sleep(0.01)
    return False


def test_failure_is_told_and_not_raised(tmp_path: Path) -> None:
    fake = program(tmp_path, "sys.exit(3)")
    told = "“a.pdf” was not understood: of KItinerary, it ended with a fault (code 3)."
    assert read_confirmation("a.pdf", b"%PDF-1", ON, fake, LITTLE) == Found((), (told,))
    missing = "“a.pdf” was not understood: of KItinerary, it ended with a fault (code 1)."
    nowhere = tmp_path / "nowhere"
    assert read_confirmation("a.pdf", b"%PDF-1", ON, nowhere, LITTLE) == Found((), (missing,))


def test_nonsense_from_it_is_told(tmp_path: Path) -> None:
    fake = program(tmp_path, "os.write(1, b'\\xff\\x00{')")
    told = "What KItinerary found is damaged in its line 1: Expecting value."
    assert read_confirmation("a.pdf", b"%PDF-1", ON, fake, LITTLE) == Found((), (told,))


def test_it_is_found_by_setting_or_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert find_extractor() is None
    fake = program(tmp_path, "")
    assert find_extractor(str(fake)) == fake
    fake.rename(tmp_path / "kitinerary-extractor")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_extractor() == tmp_path / "kitinerary-extractor"
