"""Airports by IATA code: name, city, country and zone.

Source: the `airportsdata` package (its version is pinned). Two small tables stand on top of it:
cities as people call them, and zones that the source has not followed (checked against the
boundaries of the Time Zone Database, 2026c). Loaded when first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

import airportsdata

_CITIES = (
    "YYZ Toronto|YUL Montréal|YVR Vancouver|YQB Québec|CVG Cincinnati|DTW Detroit|RDU Raleigh"
    "|MFE McAllen|AVP Scranton|SRQ Sarasota|GYY Gary|RFD Rockford|OAK Oakland|STL St. Louis"
    "|GIG Rio de Janeiro|GRU São Paulo|CGH São Paulo|BOG Bogotá|MDE Medellín|UIO Quito"
    "|EZE Buenos Aires|LPB La Paz|SRE Sucre|ASU Asunción|PTY Panama City|SAL San Salvador"
    "|SAP San Pedro Sula|XPL Tegucigalpa|SJO San José|CAP Cap-Haïtien|CUN Cancún|RTB Roatán"
    "|CJS Ciudad Juárez|ACN Ciudad Acuña|PDS Piedras Negras|SJD San José del Cabo|MZT Mazatlán"
    "|CUL Culiacán|PPE Puerto Peñasco|MID Mérida|BVA Paris|TLS Toulouse|FRA Frankfurt"
    "|HHN Frankfurt|DUS Düsseldorf|BSL Basel|BEG Belgrade|PRN Pristina|CIA Rome|VCE Venice"
    "|NAP Naples|FLR Florence|TRN Turin|PMI Palma de Mallorca|NYO Stockholm|TRF Oslo|IST Istanbul"
    "|EBL Erbil|DWC Dubai|DMM Dammam|BKO Bamako|NSI Yaoundé|ZNZ Zanzibar|JRO Kilimanjaro"
    "|EBB Entebbe|LFW Lomé|TFS Tenerife|LPA Gran Canaria|CFU Corfu|SEZ Mahé|COK Kochi|GOI Goa"
    "|BLR Bengaluru|NQZ Astana|ULN Ulaanbaatar|MFM Macau|TFU Chengdu|XIY Xi'an|TSA Taipei"
    "|KHH Kaohsiung|RMQ Taichung|CJU Jeju|YNY Yangyang|MWX Muan|NGO Nagoya|CTS Sapporo|OKA Naha"
    "|CEB Cebu|DVO Davao|ILO Iloilo|CRK Clark|BCD Bacolod|ZAM Zamboanga|LAO Laoag|SFS Subic"
    "|PQC Phú Quốc|HUI Huế|DAD Da Nang|KTI Phnom Penh|NYT Naypyidaw|JHB Johor Bahru"
    "|SZB Kuala Lumpur|DPS Bali|KNO Medan|YIA Yogyakarta|JOG Yogyakarta|MDC Manado|UPG Makassar"
    "|BDO Bandung|KJT Bandung|BPN Balikpapan|AAP Samarinda|DJJ Jayapura|KWL Guilin|LAE Lae"
    "|SUV Suva|GUM Guam|SPN Saipan|ROR Koror|PNI Pohnpei|YAP Yap|TKK Chuuk|MRU Mauritius"
)

_ZONES = {
    "America/Ciudad_Juarez": "CJS",
    "America/Chihuahua": "CUU",
    "America/Matamoros": "ACN MAM NLD PDS REX",
    "America/Winnipeg": "KIF XKS YDU YDW",
    "America/Whitehorse": "YMA YQH YZW ZFA",
    "America/Dawson": "YDA YDB YOC",
    "America/Halifax": "YGR",
    "America/Blanc-Sablon": "YNA",
    "America/St_Johns": "YBI",
    "America/Coyhaique": "BBA CCH GXQ LGR WPA",
    "America/Punta_Arenas": "PNT WPR WPU",
    "America/Cuiaba": "AIR STZ",
    "America/Sao_Paulo": "ARS",
    "America/Eirunepe": "ERN",
    "America/Noronha": "FEN",
    "America/Nome": "IKO SNP",
    "America/Denver": "MHN",
    "America/Chicago": "PAM",
    "Africa/Kinshasa": "LIQ",
    "Asia/Pontianak": "GXM",
    "Asia/Almaty": "BXH DMB PPK PWQ",
    "Asia/Qostanay": "KSN",
    "Asia/Magadan": "BVV DEE",
    "Asia/Sakhalin": "EKS OHH UUS ZZO",
    "Asia/Khandyga": "KDY",
    "Europe/Moscow": "OKT",
    "Pacific/Bougainville": "BUA",
}

_FORMER = {"FRU": "BSZ", "KIV": "RMO", "PNH": "KTI", "REP": "SAI", "SXF": "BER", "TSE": "NQZ"}
"""Codes that tickets of past years carry → the airport that took over; the city is the same."""

_TAIL = re.compile(r"\s*\b(International|Regional|Municipal)?\s*(Airport|Airfield)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport; `city` is what people say, `country` ISO 3166-1 alpha-2, `zone` an IANA name."""

    code: str
    name: str
    city: str
    country: str
    zone: str


@cache
def _source() -> dict[str, dict[str, Any]]:
    loaded: Any = airportsdata.load("IATA")
    return {**{old: loaded[new] for old, new in _FORMER.items()}, **loaded}


@cache
def _cities() -> dict[str, str]:
    return {entry[:3]: entry[4:] for entry in _CITIES.split("|")}


@cache
def _zones() -> dict[str, str]:
    return {code: zone for zone, codes in _ZONES.items() for code in codes.split()}


@cache
def airport(code: str) -> Airport | None:
    """Return the airport with this IATA code (upper case), or None."""
    entry = _source().get(code)
    if entry is None:
        return None
    name = str(entry["name"])
    city = _cities().get(_FORMER.get(code, code)) or entry["city"] or _TAIL.sub("", name)
    zone = _zones().get(code) or entry["tz"]
    return Airport(code, name, str(city), str(entry["country"]), str(zone))


def likely_airports(text: str) -> tuple[Airport, ...]:
    """Return up to three airports that somebody who wrote `text` may have meant, by city or code.

    A city's name gives its airports; otherwise two letters that changed places, or one letter that
    differs, in a code.
    """
    wanted = text.strip().casefold()
    by_city = _by_city()
    cities = [wanted] if wanted in by_city else get_close_matches(wanted, by_city, n=1, cutoff=0.85)
    by_name = by_city[cities[0]] if cities and len(wanted) > 3 else []
    codes = by_name or _near_codes(text.strip().upper())
    found = (airport(code) for code in codes[:3])
    return tuple(each for each in found if each is not None)


@cache
def _by_city() -> dict[str, list[str]]:
    """City (casefolded) → codes, those with "International" in their name first."""
    cities: dict[str, list[str]] = {}
    ranked = sorted(_source().items(), key=lambda item: "International" not in item[1]["name"])
    for code, entry in ranked:
        city = _cities().get(_FORMER.get(code, code)) or entry["city"]
        if city and entry["icao"] and code not in _FORMER:
            cities.setdefault(str(city).casefold(), []).append(code)
    return cities


def _near_codes(code: str) -> list[str]:
    if len(code) != 3:
        return []
    swapped = (code[1] + code[0] + code[2], code[0] + code[2] + code[1])
    return [near for near in swapped if near in _source()]
