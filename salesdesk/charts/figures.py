"""Drawing a scene with matplotlib, on any thread: to an image for the window, to a PNG file.

The object interface and the Agg canvas only: no pyplot, no global figure. matplotlib is loaded when a chart
is first wanted; `load` may be called early, on a worker thread, to have it ready.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from salesdesk.base import paths
from salesdesk.base.atomic import replacing
from salesdesk.charts.scene import Area, Line, Mark, Rule, Scene, Words, end_words
from salesdesk.ui import tokens

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

DPI = 100.0  # of the logical pixels: matplotlib measures lengths in points, 72 an inch
_POINT = 72.0 / DPI
_DRAWING = threading.Lock()  # its fonts are shared by all figures
Part = Area | Rule | Line | Mark | Words
_ROLES = {
    "caption": (12, "Regular"),
    "caption_medium": (12, "Medium"),
    "caption_strong": (12, "SemiBold"),
    "body": (13, "Regular"),
    "title": (18, "SemiBold"),
}
_ALIGN: Mapping[str, Literal["left", "right", "center"]] = {
    "left": "left",
    "right": "right",
    "middle": "center",
}


class Picture(NamedTuple):
    """An image in straight RGBA: ``width`` and ``height`` in device pixels."""

    width: int
    height: int
    ratio: float
    rgba: bytes


def load() -> None:
    """Load matplotlib, its list of fonts kept where ours may keep what can be made again."""
    # A frozen program gets a throw-away folder from its packer; the list of fonts takes a second to make.
    if getattr(sys, "frozen", False) or "MPLCONFIGDIR" not in os.environ:
        folder = paths.cache_folder() / "charts"
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["MPLCONFIGDIR"] = str(folder)
    import matplotlib.backends.backend_agg
    import matplotlib.figure  # noqa: F401 - loaded here, used below


@lru_cache(maxsize=64)
def _font(role: str, scale: float) -> Any:
    from matplotlib.font_manager import FontProperties

    size, weight = _ROLES[role]
    path = next(p for p in tokens.font_paths() if p.stem == f"Inter-{weight}")
    return FontProperties(fname=str(path), size=size * scale * _POINT)


@lru_cache(maxsize=4096)
def text_width(words: str, role: str, scale: float = 1.0) -> float:
    """The width in logical pixels of words in the bundled font."""
    if not words:
        return 0.0
    from matplotlib.font_manager import get_font

    size, weight = _ROLES[role]
    path = next(p for p in tokens.font_paths() if p.stem == f"Inter-{weight}")
    with _DRAWING:
        font = get_font(str(path))
        font.set_size(size * scale * _POINT, DPI)
        font.set_text(words, 0.0)
        width, _height = font.get_width_height()
    return float(width) / 64


def draw(scene: Scene, dark: bool, ratio: float = 1.0, *, words: bool = False) -> Picture:
    """The scene as an image on a clear ground, ``ratio`` device pixels a logical one, words or not."""
    with _DRAWING:
        figure = _figure(scene, tokens.tokens(dark), ratio, words, clear=True)
        canvas: Any = figure.canvas
        canvas.draw()
        rgba = canvas.buffer_rgba()
        return Picture(rgba.shape[1], rgba.shape[0], ratio, bytes(rgba))


def save_png(scene: Scene, path: Path, ratio: float = 2.0) -> None:
    """The scene with all its words as a PNG file, light as papers are.

    Raises `UserError` when the file cannot be written; the old one is then still there.
    """
    with replacing(path) as aside, _DRAWING:
        _figure(scene, tokens.tokens(False), ratio, True, clear=False).savefig(aside, format="png")


def _figure(scene: Scene, palette: Mapping[str, str], ratio: float, words: bool, *, clear: bool) -> Figure:
    load()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    ground = "none" if clear else palette["surface"]
    figure = Figure(figsize=(scene.width / DPI, scene.height / DPI), dpi=DPI * ratio, facecolor=ground)
    FigureCanvasAgg(figure)
    height = round(scene.height * ratio)
    down = Affine2D().scale(ratio, -ratio).translate(0, height)
    parts: list[Part] = [*scene.shades, *scene.rules, *scene.bars, *scene.targets, *scene.lines, *scene.marks]
    if words:
        parts += [*scene.words, *end_words(scene, None)]
    for depth, part in enumerate(parts):
        # In the order of the scene: matplotlib by itself would draw every area before any line.
        figure.add_artist(_artist(part, palette, scene.scale)).set(transform=down, zorder=depth)
    return figure


def _artist(part: Part, palette: Mapping[str, str], scale: float) -> Artist:
    if isinstance(part, Area):
        return _rectangle(part, palette)
    if isinstance(part, Rule):
        return _straight(part, palette)
    if isinstance(part, Line):
        return _course(part, palette)
    if isinstance(part, Mark):
        return _point(part, palette)
    return _text(part, palette, scale)


def _rectangle(area: Area, palette: Mapping[str, str]) -> Artist:
    from matplotlib.patches import Rectangle

    color = palette[area.color]
    shape = Rectangle((area.x, area.y), area.width, area.height, facecolor=color, linewidth=0)
    if area.hatched:
        shape.set(facecolor=palette["surface"], edgecolor=color, linewidth=1.2 * _POINT, hatch="////")
        shape.set_hatch_linewidth(1.6 * _POINT)
    return shape


def _straight(rule: Rule, palette: Mapping[str, str]) -> Artist:
    from matplotlib.lines import Line2D

    line = Line2D(
        [rule.x1, rule.x2], [rule.y1, rule.y2], color=palette[rule.color], linewidth=rule.width * _POINT
    )
    line.set(solid_capstyle="butt", dash_capstyle="butt")
    if rule.dash:
        line.set_linestyle((0, (2.2, 2.0)))
    return line


def _course(line: Line, palette: Mapping[str, str]) -> Artist:
    from matplotlib.lines import Line2D

    across, down = [x for x, _y in line.points], [y for _x, y in line.points]
    course = Line2D(across, down, color=palette[line.color], linewidth=line.width * _POINT)
    course.set(solid_capstyle="round", solid_joinstyle="round", dash_capstyle="butt", dash_joinstyle="round")
    if line.dashed:
        course.set_linestyle((0, (4.6, 2.4)))
    return course


def _point(mark: Mark, palette: Mapping[str, str]) -> Artist:
    from matplotlib.lines import Line2D

    color, ground = palette[mark.color], palette["surface"]
    round_one = mark.shape == "round"
    point = Line2D([mark.x], [mark.y], linestyle="none", marker="o" if round_one else "D")
    point.set_markersize((mark.size if round_one else mark.size * 0.8) * _POINT)
    point.set_markerfacecolor(ground if mark.hollow else color)
    point.set_markeredgecolor(color if mark.hollow else ground)
    point.set_markeredgewidth((1.6 if mark.hollow else 1.0) * _POINT)
    return point


def _text(words: Words, palette: Mapping[str, str], scale: float) -> Artist:
    from matplotlib.text import Text

    # The middle of digits and capitals, not of the line: 0.36 of the size above the base line.
    base = words.y + 0.36 * _ROLES[words.role][0] * scale
    text = Text(words.x, base, words.text, color=palette[words.color], parse_math=False)
    text.set(fontproperties=_font(words.role, scale), horizontalalignment=_ALIGN[words.align])
    text.set_fontfeatures(["tnum"])
    return text
