"""Confirmations made by hand, as carriers of several kinds send them. Nobody in them exists."""

from __future__ import annotations

import base64
import json
import quopri
from typing import Any

JSON = dict[str, Any]


def flight(
    number: str,
    carrier: tuple[str, str],
    ends: tuple[str, str],
    times: tuple[str, str],
    **more: Any,
) -> JSON:
    """A FlightReservation as most carriers write it: code and name, codes, ISO times."""
    trip = {
        "@type": "Flight",
        "flightNumber": number,
        "airline": {"@type": "Airline", "iataCode": carrier[0], "name": carrier[1]},
        "departureAirport": {"@type": "Airport", "iataCode": ends[0], "name": "A"},
        "arrivalAirport": {"@type": "Airport", "iataCode": ends[1], "name": "B"},
        "departureTime": times[0],
        "arrivalTime": times[1],
    }
    base = {
        "@context": "http://schema.org",
        "@type": "FlightReservation",
        "reservationNumber": "QWX7RT",
        "reservationStatus": "http://schema.org/ReservationConfirmed",
        "underName": {"@type": "Person", "name": "Minjun Kim"},
        "reservationFor": {key: value for key, value in trip.items() if value},
    }
    return {**base, **more}


KE38 = flight(
    "38", ("KE", "Korean Air"), ("ORD", "ICN"), ("2026-07-10T12:35:00", "2026-07-11T16:20:00")
)


def page(*blocks: Any) -> bytes:
    """An HTML page with a block of JSON-LD for each value."""
    scripts = "".join(
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}'
        "</script>"
        for each in blocks
    )
    return (
        f"<!DOCTYPE html><html><head>{scripts}</head><body><p>Thank you</p></body></html>".encode()
    )


def mail(*parts: tuple[str, bytes, str]) -> bytes:
    """A mail of parts: media type with its parameters, content, encoding (qp or b64)."""
    lines = [
        b"From: Skies <no-reply@skies.example>",
        b"To: minjun.kim@post.example",
        b"Subject: Your trip",
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/mixed; boundary="=edge="',
        b"",
    ]
    for kind, content, encoding in parts:
        coded = quopri.encodestring(content) if encoding == "qp" else base64.encodebytes(content)
        name = {"qp": b"quoted-printable", "b64": b"base64"}[encoding]
        lines += [b"--=edge=", b"Content-Type: " + kind.encode()]
        lines += [b"Content-Transfer-Encoding: " + name, b"", coded]
    return b"\r\n".join([*lines, b"--=edge=--", b""])


def event(summary: str, start: str, end: str, *more: str) -> bytes:
    """A calendar with one event; start and end with their parameters, as `;TZID=X:2026…`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Skies//EN",
        "BEGIN:VEVENT",
        "UID:1@skies.example",
        "DTSTAMP:20260601T000000Z",
        f"DTSTART{start}",
        f"DTEND{end}",
        f"SUMMARY:{summary}",
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


MICRODATA = b"""<html><body>
<div itemscope itemtype="http://schema.org/FlightReservation">
  <meta itemprop="reservationNumber" content="LM4KQ2"/>
  <link itemprop="reservationStatus" href="http://schema.org/Confirmed"/>
  <div itemprop="underName" itemscope itemtype="http://schema.org/Person">
    Passenger <b itemprop="name">KIM/SORA MS</b>
  </div>
  <div itemprop="reservationFor" itemscope itemtype="http://schema.org/Flight">
    <meta itemprop="flightNumber" content="720">
    <div itemprop="airline" itemscope itemtype="http://schema.org/Airline">
      <span itemprop="name">Lufthansa</span><meta itemprop="iataCode" content="LH">
    </div>
    <div itemprop="departureAirport" itemscope itemtype="http://schema.org/Airport">
      <meta itemprop="iataCode" content="FRA"><span itemprop="name">Frankfurt &amp; Main</span>
    </div>
    <p>unclosed <br> words
    <div itemprop="arrivalAirport" itemscope itemtype="http://schema.org/Airport">
      <meta itemprop="iataCode" content="ICN">
    </div>
    <time itemprop="departureTime" datetime="2026-07-10T17:40:00+02:00">Friday</time>
    <time itemprop="arrivalTime" datetime="2026-07-11T12:05:00+09:00">Saturday</time>
  </div>
</div></body></html>"""

BOARDING = (
    "M1KIM/MINJUN MR       EQWX7RT ORDICNKE 0038 191Y031A0042 100",
    "M2PARK/HANA MRS       EABC123 ICNNRTKE 0701 060J002K0007 10AKE12345678"
    "XYZ789 NRTHNLJL 0074 060Y041C0011 100",
)
"""One leg without more; two legs, the first with ten characters of the carrier's own."""
