"""Laying the page out on A4 across, in pixels at 96 to the inch: two tables, the chart, blocks beside."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.charts.layout import lay_out
from salesdesk.charts.report import Block, Report, SideTable
from salesdesk.charts.scene import Area, Measure, Rule, Scene, Words, end_words
from salesdesk.charts.twin import Twin

WIDTH, HEIGHT, MARGIN = 1122.5, 793.7, 42.0
_GAP, _BESIDE, _LINE, _ROW, _NAMES = 28.0, 272.0, 17.0, 19.0, 150.0
_TABLES, _CHART, _FOOT = 104.0, 244.0, 26.0
_COLUMNS = (0.26, 0.37, 0.49, 0.70, 0.77, 1.0)
"""Where the columns of a table end, as shares of its width; the first is set left, the others right."""


def lay_out_report(report: Report, measure: Measure) -> tuple[Scene, Scene | None]:
    """Everything around the chart, and the chart at `CHART_AT`; None where the eight rows stand instead."""
    if report.eight is not None:
        return _eight_rows(report, report.eight, measure), None
    wide = WIDTH - 2 * MARGIN
    words, rules, areas = _head(report, measure), [], []  # type: list[Words], list[Rule], list[Area]
    half = (wide - _GAP) / 2
    for n, side in enumerate(report.sides):
        _table(side, MARGIN + n * (half + _GAP), half, measure, words, rules, areas)
    sentence = _wrapped(report.sentence, wide, "body", measure)[:2]
    words += [
        Words(MARGIN, _CHART - 24 - 18 * (len(sentence) - 1) + 18 * n, line, "body", "ink")
        for n, line in enumerate(sentence)
    ]
    at = _CHART + 8
    for block in report.blocks:
        at = _block(block, WIDTH - MARGIN - _BESIDE, at, measure, words, rules)
    _foot(report.foot, measure, words, rules)
    frame = _plain(WIDTH, HEIGHT, areas, rules, words)
    chart_width = wide - _BESIDE - _GAP
    return frame, lay_out(report.plot, chart_width, HEIGHT - MARGIN - _FOOT - _CHART, measure)


CHART_AT = (MARGIN, _CHART)


def _foot(foot: str, measure: Measure, words: list[Words], rules: list[Rule]) -> None:
    bottom = HEIGHT - MARGIN
    rules.append(Rule(MARGIN, bottom - 18, WIDTH - MARGIN, bottom - 18, "line"))
    fitting = _fitting(foot, WIDTH - 2 * MARGIN, "caption", measure)
    words.append(Words(MARGIN, bottom - 4, fitting, "caption", "ink2"))


def _eight_rows(report: Report, eight: Twin, measure: Measure) -> Scene:
    words, rules, areas = _head(report, measure), [], []  # type: list[Words], list[Rule], list[Area]
    half = (WIDTH - 2 * MARGIN - _NAMES - _GAP) / 2
    lefts = (MARGIN, MARGIN + _NAMES, MARGIN + _NAMES + half + _GAP)
    for n, tone in enumerate(("sales", "service"), 1):
        areas.append(Area(lefts[n], _TABLES - 20, half, 3, tone))
        words.append(Words(lefts[n], _TABLES, eight.head[n], "caption_strong", f"{tone}Ink"))
    y = _TABLES + 26
    for row in eight.rows:
        cells = [_wrapped(cell, half, "body", measure) for cell in row[1:]]
        words.append(Words(MARGIN, y, row[0], "body", "ink2"))
        for left, lines in zip(lefts[1:], cells, strict=True):
            words += [Words(left, y + 20 * n, line, "body", "ink") for n, line in enumerate(lines)]
        y += 20 * max(len(lines) for lines in cells) + 20
        rules.append(Rule(MARGIN, y - 20, WIDTH - MARGIN, y - 20, "line"))
    _foot(report.foot, measure, words, rules)
    return _plain(WIDTH, HEIGHT, areas, rules, words)


def _head(report: Report, measure: Measure) -> list[Words]:
    right = WIDTH - MARGIN
    title = measure(report.title, "title")
    room = right - MARGIN - title - measure(report.days, "body") - 60
    shop = _fitting(report.shop, room, "caption_strong", measure)
    who = _fitting(report.who, room, "caption", measure)
    return [
        Words(MARGIN, MARGIN + 12, report.title, "title", "ink"),
        Words(MARGIN + title + 12, MARGIN + 14, report.days, "body", "ink2"),
        Words(right, MARGIN + 6, shop, "caption_strong", "ink", "right"),
        Words(right, MARGIN + 23, who, "caption", "ink2", "right"),
    ]  # fmt: skip


def _table(
    side: SideTable,
    left: float,
    wide: float,
    measure: Measure,
    words: list[Words],
    rules: list[Rule],
    areas: list[Area],
) -> None:
    areas.append(Area(left, _TABLES - 20, wide, 3, side.tone))
    words.append(Words(left, _TABLES, side.title, "caption_strong", f"{side.tone}Ink"))
    ends = [left + wide * share for share in _COLUMNS]
    for n, head in enumerate(side.head[1:], 1):
        words.append(Words(ends[n], _TABLES, head, "caption", "ink2", "right"))
    for number, row in enumerate(side.rows):
        y = _TABLES + 22 + number * _ROW
        rules.append(Rule(left, y - _ROW / 2 - 1, left + wide, y - _ROW / 2 - 1, "line"))
        name = _fitting(row[0], ends[0] - left, "caption", measure)
        words.append(Words(left, y, name, "caption", "ink"))
        for n, cell in enumerate(row[1:], 1):
            strong = "caption_strong" if n == 1 else "caption"
            room = ends[n] - ends[n - 1] - 6
            ink = "ink" if n == 1 else "ink2"
            words.append(Words(ends[n], y, _fitting(cell, room, strong, measure), strong, ink, "right"))


def _block(
    block: Block, left: float, top: float, measure: Measure, words: list[Words], rules: list[Rule]
) -> float:
    """Write a block; returns where the next one begins."""
    right, at = left + _BESIDE, top
    words.append(Words(left, at, block.title, "caption_strong", "ink"))
    at += _LINE + 2
    for line in _wrapped(block.sentence, _BESIDE, "caption", measure):
        words.append(Words(left, at, line, "caption", "ink"))
        at += _LINE
    for name, figure in block.rows:
        used = measure(figure, "caption_medium")
        room = _BESIDE - used - 10
        words.append(Words(left, at, _fitting(name, room, "caption", measure), "caption", "ink"))
        words.append(Words(right, at, figure, "caption_medium", "ink", "right"))
        at += _LINE
    for line in _wrapped(block.note, _BESIDE, "caption", measure):
        words.append(Words(left, at, line, "caption", "ink2"))
        at += _LINE
    rules.append(Rule(left, at - 2, right, at - 2, "line"))
    return at + 16


def _wrapped(text: str, wide: float, role: str, measure: Measure) -> list[str]:
    """The text in lines no wider than ``wide``."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, role) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _fitting(text: str, wide: float, role: str, measure: Measure) -> str:
    """The text, its end left out where it has no room."""
    if measure(text, role) <= wide:
        return text
    while text and measure(f"{text}…", role) > wide:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _plain(
    width: float, height: float, areas: Sequence[Area], rules: Sequence[Rule], words: Sequence[Words]
) -> Scene:
    return Scene(
        width, height, 1.0, False, (), tuple(rules), tuple(areas), (), (), (), tuple(words), (), (), (), 0.0
    )


def all_words(scene: Scene) -> list[Words]:
    """Everything written in a scene, the ends of the lines among it."""
    return [*scene.words, *end_words(scene, None)]
