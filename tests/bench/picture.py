"""The rows as a picture: each goal a bar of how much of its must it uses, must and stretch marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.goal import Row
from tests.bench.output import amount

COLOURS = {"stretch": "#1b7f5c", "met": "#5aa9e6", "missed": "#c8553d"}
MEANING = {"stretch": "better than the stretch", "met": "meets the must", "missed": "misses the must"}
INK, SOFT = "#22272e", "#8a929c"
HEAD_INCHES, FOOT_INCHES = 1.0, 0.5
LEAST, MOST = 0.03, 12.0
"""The axis is logarithmic; a bar beyond its end is cut there and says its figure."""


def draw(path: Path, runs: Sequence[tuple[Mapping[str, Any], Sequence[Row]]]) -> None:
    """One picture of one or more runs, each goal's bars together."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = list(dict.fromkeys(r.name for _f, rows in runs for r in rows if r.must and r.value is not None))
    step = len(runs) * 0.36 + 0.24
    high = HEAD_INCHES + FOOT_INCHES + step * 0.62 * max(len(names), 1)
    figure: Any = Figure(figsize=(12, high), dpi=110)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.40, FOOT_INCHES / high, 0.46, 1 - (HEAD_INCHES + FOOT_INCHES) / high))
    top = len(names) * step
    for place, name in enumerate(names):
        for turn, (facts, rows) in enumerate(runs):
            row = next((r for r in rows if r.name == name and r.value is not None and r.must), None)
            if row is not None:
                y = top - place * step - turn * 0.36
                _bar(axes, y, row, f"{facts['rows']:,}" if len(runs) > 1 else "")
        middle = top - place * step - (len(runs) - 1) * 0.18
        axes.text(-0.02, middle, name, transform=axes.get_yaxis_transform(), ha="right", va="center",
                  fontsize=9, color=INK)  # fmt: skip
    axes.axvline(1.0, color=INK, linewidth=1.2)
    axes.set_xscale("log")
    axes.set_xlim(LEAST, MOST)
    axes.set_ylim(0.1, top + 0.5)
    axes.set_yticks([])
    axes.set_xticks([0.1, 1, 10], ["a tenth of it", "the must", "ten times"], fontsize=9, color=INK)
    axes.tick_params(axis="x", which="both", length=0, labeltop=True, labelbottom=False)
    axes.grid(axis="x", color="#e3e6ea", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top", "bottom"):
        axes.spines[side].set_visible(False)
    _title(figure, axes, runs)
    figure.savefig(path, facecolor="white")


def _bar(axes: Any, y: float, row: Row, size: str) -> None:
    if row.value is None or not row.must:
        return
    part = row.value / row.must
    end = min(max(part, LEAST * 1.2), MOST)
    axes.barh(y, end - LEAST, left=LEAST, height=0.28, color=COLOURS[row.verdict])
    if row.stretch is not None:
        at = row.stretch / row.must
        axes.plot([at, at], [y - 0.2, y + 0.2], color=INK, linewidth=1.4, linestyle=(0, (1, 1)))
    words = amount(row.value, row.unit) + (f"   ({size})" if size else "")
    axes.text(1.02, y, words, transform=axes.get_yaxis_transform(), va="center", fontsize=8.5,
              color=COLOURS["missed"] if row.verdict == "missed" else INK)  # fmt: skip


def _title(figure: Any, axes: Any, runs: Sequence[tuple[Mapping[str, Any], Sequence[Row]]]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    facts = runs[0][0]
    sizes = " and ".join(f"{f['rows']:,}" for f, _rows in runs)
    inch = 1 / figure.get_figheight()
    figure.text(0.02, 1 - 0.1 * inch, f"Salesdesk: the speed goals at {sizes} people", fontsize=13,
                color=INK, va="top", fontweight="bold")  # fmt: skip
    known = "{day} · {processors} processors · Python {python} · SQLite {sqlite} · shorter is better"
    figure.text(0.02, 1 - 0.4 * inch, known.format_map(facts), fontsize=9, color=SOFT, va="top")
    marks = [Patch(color=COLOURS[key], label=words) for key, words in MEANING.items()]
    marks.append(Line2D([], [], color=INK, linestyle=(0, (1, 1)), label="stretch"))
    axes.legend(handles=marks, loc="upper center", bbox_to_anchor=(0.3, -0.005), ncols=4, frameon=False,
                fontsize=9)  # fmt: skip
