"""What may stand in a table's cell besides words: badges, two lines, people, next steps, promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter

from salesdesk.ui import paint, row_paint, theme

# state -> icon, ink, tone of the bar
STATES: dict[str, tuple[str, str, str]] = {
    "late": ("circle-alert", "dangerInk", "danger"),
    "soon": ("alarm-clock", "warnInk", "warn"),
    "today": ("calendar-check", "accentInk", "accent"),
    "later": ("calendar", "ink3", "accent"),
    "none": ("triangle-alert", "warnInk", "warn"),
    "done": ("circle-check", "accentInk", "accent"),
}
"""The states of a next step or a promise; an unknown or empty state paints words only."""


@dataclass(frozen=True, slots=True)
class CellPainter:
    """How a special cell is painted, and the words that stand for it (copied, read out, shown as tooltip).

    ``paint(painter, rect, row, selected)`` gets the cell without its margins.
    """

    paint: Callable[[QPainter, QRect, Any, bool], None]
    text: Callable[[Any], str]
    stretch: bool = False


def badge_cell(of: Callable[[Any], tuple[str, str]]) -> CellPainter:
    """A badge: ``of(row)`` gives its words and tone ("neutral", "warn", "service" …); no words, no badge."""

    def draw(painter: QPainter, rect: QRect, row: Any, _selected: bool) -> None:
        words, tone = of(row)
        if words:
            badge(painter, rect, words, tone)

    return CellPainter(draw, lambda row: of(row)[0])


def two_line_cell(of: Callable[[Any], tuple[str, str]]) -> CellPainter:
    """A strong title over a quiet line: ``of(row)`` gives both."""

    def draw(painter: QPainter, rect: QRect, row: Any, _selected: bool) -> None:
        title, below = of(row)
        upper, lower = theme.line_height("strong"), theme.line_height("caption")
        if not below:
            row_paint.text(painter, rect, title, "strong")
            return
        if rect.height() < upper + lower - theme.scaled(4):
            row_paint.text(painter, rect, title, "strong")
            used = min(paint.text_width(title, "strong"), rect.width()) + theme.scaled(8)
            row_paint.text(painter, rect.adjusted(used, 0, 0, 0), below, "caption", "ink2")
            return
        top = rect.top() + (rect.height() - upper - lower) // 2
        row_paint.text(painter, QRect(rect.left(), top, rect.width(), upper), title, "strong")
        under = QRect(rect.left(), top + upper, rect.width(), lower)
        row_paint.text(painter, under, below, "caption", "ink2")

    return CellPainter(draw, lambda row: " · ".join(part for part in of(row) if part), stretch=True)


def avatar_cell(of: Callable[[Any], str | None]) -> CellPainter:
    """A person of the shop: initials in a disc and the name; a dash for nobody."""

    def draw(painter: QPainter, rect: QRect, row: Any, _selected: bool) -> None:
        name = of(row)
        if not name:
            row_paint.text(painter, rect, "—", "body", "ink3")
            return
        side = theme.scaled(22)
        avatar(painter, QPoint(rect.left(), rect.top() + (rect.height() - side) // 2), side, name)
        row_paint.text(painter, rect.adjusted(side + theme.scaled(6), 0, 0, 0), name, "body", "ink2")

    return CellPainter(draw, lambda row: of(row) or "—")


def step_cell(of: Callable[[Any], tuple[str, str]]) -> CellPainter:
    """A next step: ``of(row)`` gives its state (see `STATES`) and words."""

    def draw(painter: QPainter, rect: QRect, row: Any, _selected: bool) -> None:
        state, words = of(row)
        step(painter, rect, state, words)

    return CellPainter(draw, lambda row: of(row)[1])


def promise_cell(of: Callable[[Any], tuple[float, str, str]]) -> CellPainter:
    """A promise: ``of(row)`` gives the share of its time used (0 to 1 and over), its state and words."""

    def draw(painter: QPainter, rect: QRect, row: Any, _selected: bool) -> None:
        share, state, words = of(row)
        wide, thick = min(theme.scaled(64), rect.width()), theme.scaled(6)
        filled = max(thick, round(wide * min(max(share, 0.0), 1.0)))
        tone = STATES.get(state, STATES["later"])[2]

        def bar(inner: QPainter, groove: QRect) -> None:
            paint.box(inner, groove, "hover", "", thick / 2)
            paint.box(inner, QRect(0, 0, filled, thick), tone, "", thick / 2)

        at = QPoint(rect.left(), rect.top() + (rect.height() - thick) // 2)
        row_paint.stamp(painter, at, QSize(wide, thick), ("promise", filled, tone), bar)
        step(painter, rect.adjusted(wide + theme.scaled(8), 0, 0, 0), state, words)

    return CellPainter(draw, lambda row: of(row)[2])


def badge(painter: QPainter, rect: QRect, words: str, tone: str, *, right: bool = False) -> int:
    """Paint a badge with a soft ground at a side of a rectangle; returns its width."""
    pad, height = theme.scaled(7), theme.height("badge")
    width = min(row_paint.width_of(words, "caption_medium") + 2 * pad, rect.width())
    ground, ink = paint.tone_tokens(tone)

    def draw(inner: QPainter, box: QRect) -> None:
        if ground:
            paint.box(inner, box, ground, "", theme.RADIUS["badge"])
        row_paint.text(inner, box.adjusted(pad, 0, -pad, 0), words, "caption_medium", ink)

    left = rect.right() + 1 - width if right else rect.left()
    at = QPoint(left, rect.top() + (rect.height() - height) // 2)
    row_paint.stamp(painter, at, QSize(width, height), ("badge", words, tone), draw)
    return width


def avatar(painter: QPainter, at: QPoint, side: int, name: str) -> None:
    """Paint a person's initials in a disc."""
    row_paint.stamp(
        painter, at, QSize(side, side), ("avatar", name), lambda inner, box: paint.avatar(inner, box, name)
    )


def step(painter: QPainter, rect: QRect, state: str, words: str, *, right: bool = False) -> int:
    """Paint the state of a next step or promise as icon and words; returns the width used."""
    known = STATES.get(state)
    if known is None:
        row_paint.text(painter, rect, words, "caption_medium", "ink3", right)
        return min(row_paint.width_of(words, "caption_medium"), rect.width())
    return row_paint.mark(painter, rect, known[0], words, known[1], right=right) if words else 0
