"""The machine-readable zone of passports, cards and visas (ICAO 9303, parts 3 to 7); pure."""

from missions.documents.mrz.digits import check_digit
from missions.documents.mrz.layouts import Format
from missions.documents.mrz.outcome import Flaw, Reading, Repair, Zone
from missions.documents.mrz.reading import parse
from missions.documents.mrz.tidying import tidy

__all__ = ["Flaw", "Format", "Reading", "Repair", "Zone", "check_digit", "parse", "tidy"]
