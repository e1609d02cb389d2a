"""The rows as a table on the terminal, as Markdown, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.goal import Row, Spread

WIDTH = 58
VERDICTS = {"stretch": "stretch", "met": "met", "missed": "MISSED", "shown": "", "skipped": "skipped",
            "failed": "FAILED"}  # fmt: skip
HEAD = (
    f"{'goal':<{WIDTH}} {'must':>8} {'stretch':>8} {'is':>9}  {'':<8} {'ours median':>11} {'p99':>8} "
    f"{'floor median':>12} {'p99':>8} {'n':>5}"
)


def number(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def amount(value: float | None, unit: str) -> str:
    """A figure with its unit: "x1.3", "12.4 ms"."""
    if value is None:
        return ""
    return f"x{number(value)}" if unit == "x" else f"{number(value)} {unit}"


def line(row: Row) -> str:
    """A row of the table on the terminal."""
    ours, floor = row.ours, row.floor
    told = f"  ({'; '.join(row.notes)})" if row.notes else ""
    return (
        f"{row.name[:WIDTH]:<{WIDTH}} {amount(row.must, row.unit):>8} {amount(row.stretch, row.unit):>8} "
        f"{amount(row.value, row.unit):>9}  {VERDICTS[row.verdict]:<8} {_of(ours, 'median'):>11} "
        f"{_of(ours, 'p99'):>8} {_of(floor, 'median'):>12} {_of(floor, 'p99'):>8} "
        f"{ours.n if ours else '':>5}{told}"
    )


def _of(found: Spread | None, stat: str) -> str:
    return number(found.of(stat)) if found else ""


def environment(rows: int, book: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the figures depend on; no name of the computer and no path."""
    from salesdesk.store.blueprint import SCHEMA_VERSION
    from salesdesk.store.engine import sqlite_version

    names = ("PySide6-Essentials", "SQLAlchemy", "sqlmodel", "matplotlib")
    packages = {name: version(name) for name in names}
    return {
        "rows": rows, "book_mib": round(book.stat().st_size / 2**20, 1), "layout": SCHEMA_VERSION,
        "sqlite": sqlite_version(), "python": platform.python_version(), "system": platform.system(),
        "machine": platform.machine(), "processors": os.cpu_count(), "packages": packages, **settings,
    }  # fmt: skip


def write_json(path: Path, facts: Mapping[str, Any], rows: Sequence[Row]) -> None:
    """Everything that was measured."""
    found = {"environment": dict(facts), "goals": [_plain(row) for row in rows]}
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _plain(row: Row) -> dict[str, Any]:
    out = asdict(row)
    for side, found in (("ours", row.ours), ("floor", row.floor)):
        out[side] = found._asdict() if found else None
    return out


def read_json(path: Path) -> tuple[dict[str, Any], list[Row]]:
    """What `write_json` wrote."""
    found = json.loads(path.read_text("utf-8"))
    rows = []
    for one in found["goals"]:
        sides = {side: Spread(**one[side]) if one[side] else None for side in ("ours", "floor")}
        rows.append(Row(**{**one, **sides}))
    return found["environment"], rows


def markdown(runs: Sequence[tuple[Mapping[str, Any], Sequence[Row]]]) -> str:
    """One table of several runs side by side, for the README."""
    sizes = [f"{facts['rows']:,}" for facts, _rows in runs]
    out = ["| goal | must | stretch | " + " | ".join(f"at {size}" for size in sizes) + " |",
           "| --- " * (3 + len(sizes)) + "|"]  # fmt: skip
    names = list(dict.fromkeys(row.name for _facts, rows in runs for row in rows))
    for name in names:
        found = [next((row for row in rows if row.name == name), None) for _facts, rows in runs]
        known = next(row for row in found if row is not None)
        cells = [_cell(row) if row is not None else "" for row in found]
        must = " / ".join(dict.fromkeys(amount(row.must, row.unit) for row in found if row is not None))
        out.append(f"| {name} | {must} | {amount(known.stretch, known.unit)} | " + " | ".join(cells) + " |")
    return "\n".join(out)


def _cell(row: Row) -> str:
    if row.value is None:
        return f"{row.verdict}: {'; '.join(row.notes)}"
    value = amount(row.value, row.unit)
    if row.unit == "x" and row.ours and row.floor:
        unit = "MiB" if "RSS" in row.name else "ms"
        stat = row.stat
        value += f" ({number(row.ours.of(stat))} : {number(row.floor.of(stat))} {unit})"
    if row.verdict == "missed":
        return f"**{value}, missed**"
    return f"{value}, {row.verdict}" if row.verdict != "shown" else value
