"""The head of the board on paper: the verdict in one word, a sentence, and what the shapes mean."""

from __future__ import annotations

from collections.abc import Callable

from missions.briefing.document.readiness import BoardPaper
from missions.renderers import wording as w
from missions.renderers.pdf import shapes
from missions.renderers.pdf.blocks import Block, draw_lines
from missions.renderers.pdf.text import CAP_HEIGHT, Line
from missions.renderers.pdf.tokens import BASE, LEAD, SMALL, TITLE
from missions.renderers.pdf.typesetter import Typesetter

LEGEND = ("met", "at_risk", "due", "missing", "invalid", "waived", "not_asked")
SHAPE = 9.2
"""The size of an exception; `met` is half of it."""
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_BETWEEN = 13.0
_BESIDE = 4.5
_APART = 20.0


def size_of(state: str, exception: float = SHAPE) -> float:
    """Return how large a state is drawn: what is wrong catches the eye, what is met does not."""
    if state == "met":
        return exception / 2
    return exception * 0.87 if state in ("waived", "missing") else exception


def sentence(paper: BoardPaper) -> str:
    """Return how far off the trip is, and how many stand in its way."""
    return f"{_days(paper)} {_standing(paper)}".strip()


def _days(paper: BoardPaper) -> str:
    days = (paper.starts - paper.day).days
    whole = (paper.ends - paper.starts).days + 1
    if days > 0:
        return f"{w.count_of(days, 'day')} to go."
    return f"Day {1 - days} of {whole}." if -days < whole else "The trip is over."


def _standing(paper: BoardPaper) -> str:
    clashes = sum(clash.stops for clash in paper.clashes)
    said = _numbers(paper.stopping, clashes, paper.chasing)
    people = said(paper.stopping, "person", "people") if paper.stopping else ""
    both = w.joined(people, said(clashes, "clash", "clashes") if clashes else "", by=" and ")
    if both:
        verb = "stops us" if paper.stopping + clashes == 1 else "stop us"
        whom = "more" if people else ("person" if paper.chasing == 1 else "people")
        chase = f", {said(paper.chasing, whom, whom)} to chase" if paper.chasing else ""
        return f"{both[0].upper()}{both[1:]} {verb}{chase}."
    if paper.chasing:
        return f"Nobody stops us, {said(paper.chasing, 'person', 'people')} to chase."
    return "Everybody is ready." if any(paper.groups) else "Nobody is on the roster yet."


def _numbers(*counts: int) -> Callable[[int, str, str], str]:
    """Return how to say counts: in words where all of them are small, else in figures."""
    small = max(counts) < len(_NUMBERS)

    def said(number: int, one: str, many: str) -> str:
        return f"{_NUMBERS[number] if small else number} {one if number == 1 else many}"

    return said


class BoardHead(Block):
    """The word, under it the sentence at the left and the legend at the right."""

    def __init__(self, typesetter: Typesetter, paper: BoardPaper) -> None:
        super().__init__()
        self.spaced(after=10)
        self._ts = typesetter
        self._word = typesetter.line(paper.verdict.capitalize(), TITLE)
        self._as_of = typesetter.line(f"As of {w.date_long(paper.day)}", SMALL.quiet)
        self._sentence = sentence(paper)
        self._lines: tuple[Line, ...] = ()
        self._legend = [(state, typesetter.line(_word(state), SMALL.quiet)) for state in LEGEND]

    def measure(self, width: float) -> float:
        """Give the legend its width and the sentence the rest."""
        room = width - self._legend_width() - _APART
        whole = self._ts.width(self._sentence, LEAD)
        style = LEAD if whole <= room or self._ts.width(self._sentence, BASE) > room else BASE
        self._lines = self._ts.lines(self._sentence, room, style.quiet, 3)
        return self._word.leading + sum(line.leading for line in self._lines)

    def _legend_width(self) -> float:
        each = (size_of(state) + _BESIDE + line.width for state, line in self._legend)
        return sum(each) + _BETWEEN * (len(self._legend) - 1)

    def draw(self) -> None:
        """Draw the word, the day, the sentence, and the legend on the sentence's last line."""
        self._word.draw(self.canv, -1.2, self.height - self._word.ascent)
        self._as_of.draw_right(self.canv, self.width, self.height - self._word.ascent)
        draw_lines(self.canv, self._lines, 0, self.height - self._word.leading)
        last = self._lines[-1]
        self._draw_legend(self.width - self._legend_width(), last.leading - last.ascent)

    def _draw_legend(self, x: float, baseline: float) -> None:
        middle = baseline + SMALL.size * CAP_HEIGHT / 2
        for state, line in self._legend:
            size = size_of(state)
            shapes.draw(self.canv, state, (x + size / 2, middle), size)
            line.draw(self.canv, x + size + _BESIDE, baseline)
            x += size + _BESIDE + line.width + _BETWEEN


def _word(state: str) -> str:
    return "invalid" if state == "invalid" else w.state_word(state)
