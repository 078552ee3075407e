"""How long a paper lasts against the trip's dates, as a small drawing. Pure geometry.

Lengths are to scale, except that a paper which outlasts what is wanted by far runs off the edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from missions.renderers.wording import count_of, date_brief, date_plain, date_range

WIDTH = 328
EDGE = 2
LINE_Y, DAY_Y, WORD_Y = 22, 46, 62
ROW = 38
LETTER = 7.6
"""About how wide a letter of a label is drawn."""
GAP = 10
MOST_ROWS = 3
ONE = timedelta(days=1)

Span = tuple[date | None, date | None]
"""First and last day of a paper, None for one that isn't known."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of line; `kind`: good, lack, plain, on (it goes on beyond the edge), trip."""

    x1: float
    x2: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the line: where it is, and where its two lines of words stand."""

    x: float
    day: str
    words: str
    text_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the drawing; `kind`: lack, quiet."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = "quiet"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing; `words` says the same."""

    height: float
    strokes: tuple[Stroke, ...]
    words: str
    ticks: tuple[Tick, ...] = ()
    labels: tuple[Label, ...] = ()
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date

    def x(self, day: date) -> float:
        whole = max(1, (self.end - self.start).days)
        inside = min(max((day - self.start).days, 0), whole)
        return round(EDGE + (WIDTH - 2 * EDGE) * inside / whole, 1)


def lasting(expires: date, home: date, needed: date | None) -> Drawing:
    """Return how long a passport lasts after the trip, and until when it has to.

    Args:
        expires: the last day of the passport.
        home: the last day of the trip.
        needed: until when it has to last, None where that isn't known.
    """
    wanted = max(needed or home, home)
    start = min(home, expires)
    if expires > wanted:
        return _long_enough(expires, home, needed)
    scale = _Scale(start, wanted)
    days = (wanted - expires).days
    strokes = [Stroke(scale.x(start), scale.x(expires), LINE_Y, "good")]
    if days:
        strokes.append(Stroke(scale.x(expires), scale.x(wanted), LINE_Y, "lack"))
    middle = (scale.x(expires) + scale.x(wanted)) / 2
    label = _label(middle, count_of(days, "day"))
    return Drawing(
        height=WORD_Y + 6,
        strokes=tuple(stroke for stroke in strokes if stroke.x2 > stroke.x1),
        words=_lasting_words(expires, home, needed),
        ticks=_ticks(scale, _days(expires, home, needed)),
        labels=(label,) if days else (),
    )


def _long_enough(expires: date, home: date, needed: date | None) -> Drawing:
    """It lasts longer than wanted: the line runs off the edge where it does by far."""
    wanted = max(needed or home, home)
    far = wanted + max(timedelta(days=60), (wanted - home) / 2)
    scale = _Scale(home, min(expires, far))
    end = scale.x(expires)
    strokes = [Stroke(scale.x(home), end, LINE_Y, "good")]
    if expires > far:
        cut = end - 36
        strokes = [
            Stroke(scale.x(home), cut, LINE_Y, "good"),
            Stroke(cut, end, LINE_Y, "on"),
        ]
    ticks = _ticks(scale, _days(expires, home, needed))
    words = _lasting_words(expires, home, needed)
    return Drawing(WORD_Y + 6, tuple(strokes), words, ticks)


def _days(expires: date, home: date, needed: date | None) -> list[tuple[date, str]]:
    days = [(home, "we are home"), (expires, "it ends")]
    if needed is not None and needed != home:
        days.append((needed, "needed"))
    return sorted(days, key=lambda each: each[0])


def _lasting_words(expires: date, home: date, needed: date | None) -> str:
    text = f"Home on {date_plain(home)}; it ends on {date_plain(expires)}"
    if needed is None:
        return f"{text}."
    days = (expires - needed).days
    margin = f"{count_of(abs(days), 'day')} {'more' if days >= 0 else 'less'}"
    return f"{text}, {margin} than is needed, {date_plain(needed)}."


def _ticks(scale: _Scale, days: Sequence[tuple[date, str]]) -> tuple[Tick, ...]:
    """Place the words so that they stand apart: the outer ones at the edges, one between them."""
    years = {day.year for day, _ in days}
    texts = [_day(day, years=len(years) > 1) for day, _ in days]
    widths = [_width(text, words) for text, (_, words) in zip(texts, days, strict=True)]
    ticks = []
    for place, (day, words) in enumerate(days):
        x = scale.x(day)
        anchor, text_x = "middle", x
        if place == 0:
            anchor, text_x = "start", max(0.0, min(x, WIDTH - sum(widths) - 2 * GAP))
        elif place == len(days) - 1:
            anchor, text_x = "end", float(WIDTH)
        else:
            half = widths[1] / 2
            low, high = widths[0] + GAP + half, WIDTH - widths[2] - GAP - half
            text_x = min(max(x, low), high)
        ticks.append(Tick(x, texts[place], words, round(text_x, 1), anchor))
    return tuple(ticks)


def _day(day: date, *, years: bool) -> str:
    text = date_brief(day)
    return text if years else text.rsplit(" ", 1)[0]


def _width(*texts: str) -> float:
    return max(len(text) for text in texts) * LETTER


def _label(x: float, text: str) -> Label:
    """Return words above a stretch of the line, which end with it where it is at the edge."""
    half = _width(text) / 2 + GAP / 2
    if x + half > WIDTH:
        return Label(WIDTH, 10, text, "end", "lack")
    return Label(round(max(x, half), 1), 10, text, "middle", "lack")


def covering(papers: Sequence[Span], starts: date, ends: date, *, wrong: bool) -> Drawing:
    """Return which days of the trip some papers are valid on, a line a paper below the trip's.

    Args:
        papers: their first and last days.
        starts, ends: the trip's.
        wrong: draw the days of the trip that no paper covers as lacking.
    """
    around = max(timedelta(days=6), (ends - starts) / 3)
    scale = _Scale(starts - around, ends + around)
    shown = papers[:MOST_ROWS]
    strokes = [Stroke(scale.x(starts), scale.x(ends), LINE_Y, "trip")]
    labels = [_above(scale.x(starts), LINE_Y, f"the trip, {date_range(starts, ends)}")]
    for row, (first, last) in enumerate(shown, start=1):
        y = LINE_Y + row * ROW
        strokes += _strokes(scale, first, last, y)
        labels.append(_above(scale.x(first) if first else EDGE, y, _span_words(first, last)))
    y = LINE_Y + len(shown) * ROW
    bare = list(_bare(papers, starts, ends)) if wrong else []
    strokes += [Stroke(scale.x(one), scale.x(other), y, "lack") for one, other in bare]
    told = "; ".join(_span_words(*span) for span in shown)
    words = f"The trip is {date_range(starts, ends)}. On file: {told}."
    return Drawing(y + 12, tuple(strokes), words, labels=tuple(labels))


def _above(x: float, y: float, text: str) -> Label:
    """Return words above a line, from where it begins or as far left as they need."""
    return Label(round(max(0.0, min(x, WIDTH - _width(text))), 1), y - 10, text)


def _strokes(scale: _Scale, first: date | None, last: date | None, y: float) -> Iterator[Stroke]:
    x1 = scale.x(first) if first else EDGE
    x2 = scale.x(last) if last else WIDTH - EDGE
    before = first is None or first < scale.start
    after = last is None or last > scale.end
    cut1 = min(x1 + 28, x2) if before else x1
    cut2 = max(x2 - 28, cut1) if after else x2
    for one, other, kind in ((x1, cut1, "on"), (cut1, cut2, "plain"), (cut2, x2, "on")):
        if other > one:
            yield Stroke(one, other, y, kind)


def _span_words(first: date | None, last: date | None) -> str:
    if first and last:
        return f"valid {date_brief(first)} – {date_brief(last)}"
    if last:
        return f"valid to {date_brief(last)}"
    return f"valid from {date_brief(first)}" if first else "its dates are not entered"


def _bare(papers: Iterable[Span], starts: date, ends: date) -> Iterator[tuple[date, date]]:
    """Yield the stretches of the trip on which none is valid."""
    reached = starts
    for first, last in sorted(papers, key=lambda span: span[0] or date.min):
        begins = first or date.min
        if begins > reached:
            yield reached, min(begins, ends)
        reached = max(reached, last + ONE if last else ends + ONE)
        if reached > ends:
            return
    yield max(reached - ONE, starts), ends
