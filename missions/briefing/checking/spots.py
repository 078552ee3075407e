"""Where a text comes from, in the folder's words and in a reader's. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from missions.briefing.checking.findings import Spot
from missions.briefing.checking.texts import Text
from missions.briefing.dossier import Plan

_WORDS = {
    "plain_title": "public label",
    "label": "label",
    "title": "title",
    "name": "name",
    "note": "note",
    "location": "place",
    "description": "description",
}


_TRIP = ("trip", "", "Trip")


class Spots:
    """The rows of a plan by id, so that each text can be led back to its row."""

    def __init__(self, plan: Plan) -> None:
        self._rows = {row_id: (file, key, words) for row_id, file, key, words in _rows(plan)}
        self._titles = {row.id: row.title for row in plan.activities}
        self._label = plan.trip.label

    def of(self, text: Text) -> Spot:
        """Return where a text comes from; what stands in no row of its own is the trip's."""
        file, key, words = self._rows.get(text.owner, _TRIP)
        if text.text == self._label and text.text != self._titles.get(text.owner):
            file, key, words = _TRIP
        field = self._field(text, file)
        place = "/".join(part for part in (file, key, field) if part)
        said = _WORDS.get(field, field.replace("_", " "))
        labelled = file == "schedule" and field == "plain_title"
        return Spot(place, f"{words}: {said}", key if labelled else "")

    def _field(self, text: Text, file: str) -> str:
        """Return the column a text stands in; calendars and pages call them otherwise."""
        if file == "schedule" and text.field in ("label", "summary", "title"):
            return "title" if text.text == self._titles[text.owner] else "plain_title"
        if file == "trip" and text.text == self._label:
            return "label"
        return "title" if text.field == "summary" else text.field


def _rows(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    yield plan.trip.id, "trip", "", "Trip"
    for item in plan.activities:
        words = f"{item.title or item.key}, {item.day:%a} {item.day.day} {item.day:%b}"
        yield item.id, "schedule", item.key, words
    for leg in plan.segments:
        yield leg.id, "travel", leg.key, leg.number or leg.key
    for training in plan.trainings:
        yield training.id, "training", training.key, training.title or training.key
    for site in plan.sites:
        yield site.id, "site", site.key, site.alias or site.key
    for partner in plan.partners:
        yield partner.id, "partner", partner.key, partner.alias or partner.key
    for stay in plan.stays:
        yield stay.id, "stays", stay.key, stay.key
    for member in plan.members:
        yield member.id, "people", member.key, member.name or member.key
