"""Checks of what surrounds the service: its addresses, the mail server, clock and disk. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from missions.operations.findings import Finding, look, ok, wrong

GIBIBYTE = 2**30
_LEAST_FREE, _LEAST_SHARE = GIBIBYTE, 0.10
_LETTERS_MAY_WAIT = timedelta(hours=1)
_ZONES_HOLD = timedelta(days=548)
_AHEAD = timedelta(minutes=2)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def address(public_url: str) -> Finding:
    """Look whether the pages' address is safe to sign in at."""
    if public_url.startswith("https://"):
        return ok("address", f"{public_url} is HTTPS.")
    if is_loopback(public_url):
        return ok("address", f"{public_url} is this machine's own.")
    return wrong(
        "address",
        f"{public_url} is not HTTPS: whoever sits between reads everything.",
        "Put a proxy with a certificate in front and set MISSIONS_PUBLIC_URL to https://…",
    )


def proxies(public_url: str, count: int) -> Finding:
    """Look whether the service knows of the proxy that an HTTPS address must have."""
    if public_url.startswith("https://") and count == 0:
        return look(
            "proxy",
            "The address is HTTPS, but MISSIONS_PROXIES is 0: all visitors look like the proxy.",
            "Set MISSIONS_PROXIES to how many proxies of yours stand in front, usually 1.",
        )
    return ok("proxy", f"Proxies of one's own in front: {count}.")


def links(public_url: str, link_url: str, careful: int) -> Finding:
    """Look whether links give an organisation's address away. `careful`: trips not open."""
    if link_url and urlsplit(link_url).hostname != urlsplit(public_url).hostname:
        return ok("links", f"Calendars and letters link to {link_url}.")
    if not careful:
        return ok("links", "Links say the public address; no trip is guarded or closed.")
    return look(
        "links",
        f"Guarded or closed trips: {careful}. Their links say {link_url or public_url}.",
        "Set MISSIONS_LINK_URL to a neutral host that tells nobody whose it is.",
    )


@dataclass(frozen=True, slots=True)
class Mail:
    """What is known of the way out: why letters wait, "" when they don't; what the server said.

    `trouble` says why the server did not answer, "" when it did.
    """

    waiting: str
    server: str
    trouble: str


def mail(facts: Mail) -> Finding:
    """Look whether letters go out."""
    if facts.waiting:
        return look(
            "mail",
            facts.waiting,
            "Set MISSIONS_MAIL_URL and MISSIONS_MAIL_FROM; until then sign-in links come from the"
            " command line.",
        )
    if facts.trouble:
        return wrong(
            "mail",
            f"{facts.server}: {facts.trouble}",
            "Look at MISSIONS_MAIL_URL and at the firewall; many providers block port 25.",
        )
    return ok("mail", f"{facts.server} answers.")


def letters(given_up: int, waits: timedelta | None) -> Finding:
    """Look at the outbox. `waits`: since when the oldest letter is overdue."""
    if given_up:
        return look("letters", f"Letters given up: {given_up}.", "See why with: missions letters")
    if waits is not None and waits > _LETTERS_MAY_WAIT:
        hours = int(waits.total_seconds() // 3600)
        return look(
            "letters",
            f"A letter has waited for {hours} hours.",
            "See why with: missions letters",
        )
    return ok("letters", "None was given up, none waits long.")


def time_of_day(now: datetime, newest: datetime | None) -> Finding:
    """Look whether the clock stands before something that has happened already."""
    if newest is not None and newest - now > _AHEAD:
        return wrong(
            "clock",
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but something was written at"
            f" {newest:%Y-%m-%d %H:%M} UTC.",
            "Turn time synchronisation on: timedatectl set-ntp true",
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC, after all that was written.")


def zones(version: str, today: date) -> Finding:
    """Look how old the time zones are, by the year in their version (`2026.6`, `2026a`)."""
    year = version[:4]
    if not year.isdecimal():
        return look("time zones", f"The version “{version}” is unknown.", "Upgrade the service.")
    if today - date(int(year), 1, 1) > _ZONES_HOLD:
        return look(
            "time zones",
            f"tzdata {version} is old; countries change their clocks at short notice.",
            "Upgrade the service.",
        )
    return ok("time zones", f"tzdata {version}.")


def disk(free: int, total: int) -> Finding:
    """Look whether there is room to write."""
    share = free / total if total else 0.0
    told = f"{free / GIBIBYTE:.1f} GiB free ({share:.0%})."
    if free < _LEAST_FREE or share < _LEAST_SHARE:
        advice = "Make room: old backups and logs first."
        enough = free >= _LEAST_FREE // 4
        return look("disk", told, advice) if enough else wrong("disk", told, advice)
    return ok("disk", told)
