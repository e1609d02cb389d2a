"""The chart panel: its figures, and its drawing against matplotlib's own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.bench.goal import Goal, Take
from tests.bench.measuring import each, now, whole

if TYPE_CHECKING:
    from tests.bench.ground import Ground

MONTHS = 24
KINDS = ("weeks13", "month", "year")


def read_floor(ground: Ground) -> Take:
    """The sums of the same days read from the summary table by a bare connection."""
    from salesdesk.charts.scope import scope_of

    connection, today = ground.connect(), ground.store.today()
    days = [scope_of(kind, today, None).period for kind in KINDS]
    sql = "SELECT day, metric, sum(n), sum(total) FROM tally WHERE day BETWEEN ? AND ? GROUP BY day, metric"
    return each(
        lambda period: connection.execute(sql, (period.start.isoformat(), period.end.isoformat())).fetchall(),
        days * 10,
    )


def read(ground: Ground) -> Take:
    """All figures of the panel, of 13 weeks, a month and a year in turn."""
    from salesdesk.charts.panel_queries import read_panel
    from salesdesk.charts.scope import scope_of

    store = ground.store
    scopes = [scope_of(kind, store.today(), None) for kind in KINDS]

    def ask(scope: Any) -> None:
        with store.reading() as db:
            read_panel(db, scope)

    return each(ask, scopes * 10)


def draw_floor(ground: Ground) -> Take:
    """matplotlib alone: the heights of 48 bars changed and the whole drawn again."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=(8, 3.5), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(MONTHS)
    bars = [*axes.bar([p - 0.2 for p in places], [1] * MONTHS, 0.4, label="Sales"),
            *axes.bar([p + 0.2 for p in places], [1] * MONTHS, 0.4, label="Service")]  # fmt: skip
    axes.set_ylim(0, 1000)
    months = [f"{2024 + p // 12}-{p % 12 + 1:02d}" for p in places]
    axes.set_xticks(list(places), months, rotation=45, ha="right", fontsize=8)
    axes.legend()
    axes.set_title("Activity by month")
    rng = random.Random(2)

    def draw() -> None:
        for bar in bars:
            bar.set_height(rng.randrange(100, 900))
        canvas.draw()

    return whole(draw)


def draw(ground: Ground) -> Take:
    """The chart panel with other figures, until they are painted."""
    from salesdesk.app import chart_side
    from tests.bench.window import Painting, rest

    window = ground.window
    window.open_tab("prospects")
    chart_side.toggle(window)
    ground.closing(lambda: chart_side.toggle(window))
    panel: Any = chart_side.shown_panel(window)
    rest(window)
    kinds = iter(KINDS * 1_000)
    # The figures are read before: what is timed is from having them to seeing them.
    found: dict[str, Any] = {}
    for kind in KINDS:
        panel.choose_period(kind)
        rest(window)
        found[kind] = panel._figures

    def take() -> dict[str, list[float]]:
        kind = next(kinds)
        painting = Painting(panel.chart, lambda: panel.chart.complete)
        begin = now()
        panel._take(found[kind], [])
        painting.wait()
        return {"ms": [(now() - begin) * 1e3]}

    return take


GOALS = (
    Goal("chart panel, its data, median", "ms", 1.0, 0.2, read_floor, read),
    Goal("chart panel, its data, p99", "ms", None, None, read_floor, read, stat="p99"),
    Goal("chart panel, its drawing", "x", 1.2, None, draw_floor, draw, turns=25),
)
