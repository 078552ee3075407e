"""Ticks, boxes, arrows and the shapes of a status, drawn as paths: the faces have none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from missions.renderers.pdf.tokens import INK, STATUS, Colour

Canvas = Any
Draw = Callable[[Canvas, float, float, float], None]


def _disc(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x, y, size / 2, stroke=0, fill=1)


def _ring(canvas: Canvas, x: float, y: float, size: float) -> None:
    width = max(0.9, size * 0.15)
    canvas.setLineWidth(width)
    canvas.circle(x, y, (size - width) / 2, stroke=1, fill=0)


def _half(canvas: Canvas, x: float, y: float, size: float) -> None:
    _ring(canvas, x, y, size)
    radius = size / 2
    path = canvas.beginPath()
    path.moveTo(x, y - radius)
    path.arcTo(x - radius, y - radius, x + radius, y + radius, startAng=270, extent=-180)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _triangle(canvas: Canvas, x: float, y: float, size: float) -> None:
    half = size / 2
    _polygon(canvas, ((x - half, y - half * 0.9), (x + half, y - half * 0.9), (x, y + half * 0.9)))


def _cross(canvas: Canvas, x: float, y: float, size: float) -> None:
    arm = size * 0.4
    canvas.setLineWidth(size * 0.22)
    canvas.line(x - arm, y - arm, x + arm, y + arm)
    canvas.line(x - arm, y + arm, x + arm, y - arm)


def _bar(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x - size * 0.5, y - size * 0.14, size, size * 0.28, stroke=0, fill=1)


def _dot(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x, y, size * 0.11, stroke=0, fill=1)


def _box(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setLineWidth(0.8)
    canvas.rect(x - size / 2, y - size / 2, size, size, stroke=1, fill=0)


def _tick(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setLineWidth(size * 0.17)
    path = canvas.beginPath()
    path.moveTo(x - size * 0.42, y)
    path.lineTo(x - size * 0.1, y - size * 0.32)
    path.lineTo(x + size * 0.42, y + size * 0.34)
    canvas.drawPath(path, stroke=1, fill=0)


def _arrow(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setLineWidth(0.8)
    canvas.line(x - size / 2, y, x + size / 2 - 3, y)
    _head(canvas, x + size / 2, y)


def _polygon(canvas: Canvas, points: tuple[tuple[float, float], ...]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _head(canvas: Canvas, x: float, y: float) -> None:
    _polygon(canvas, ((x - 5, y - 2.1), (x - 5, y + 2.1), (x, y)))


DRAWN: dict[str, Draw] = {
    "met": _disc,
    "at_risk": _half,
    "due": _ring,
    "missing": _triangle,
    "invalid": _cross,
    "waived": _bar,
    "not_asked": _dot,
    "tentative": _ring,
    "disc": _disc,
    "ring": _ring,
    "box": _box,
    "tick": _tick,
    "arrow": _arrow,
    "bullet": _bar,
}
COLOURS: dict[str, Colour] = {**STATUS, "tentative": STATUS["due"]}


def draw(
    canvas: Canvas,
    kind: str,
    middle: tuple[float, float],
    size: float = 8,
    colour: Colour | None = None,
) -> None:
    """Draw a shape around its middle, in its own colour or the one given."""
    ink = colour or COLOURS.get(kind, INK)
    canvas.saveState()
    canvas.setFillColorRGB(*ink)
    canvas.setStrokeColorRGB(*ink)
    DRAWN[kind](canvas, *middle, size)
    canvas.restoreState()


def arrow(canvas: Canvas, left: float, right: float, y: float, colour: Colour = INK) -> None:
    """Draw a line with a head at its right end."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*colour)
    canvas.setFillColorRGB(*colour)
    canvas.setLineWidth(1)
    canvas.line(left, y, right - 4, y)
    _head(canvas, right, y)
    canvas.restoreState()


def rule(canvas: Canvas, ends: tuple[float, float], y: float, width: float, colour: Colour) -> None:
    """Draw a level line from the left end to the right one."""
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(width)
    canvas.line(ends[0], y, ends[1], y)


def fill(canvas: Canvas, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Fill a rectangle: left, bottom, width, height."""
    canvas.setFillColorRGB(*colour)
    canvas.rect(*box, stroke=0, fill=1)
