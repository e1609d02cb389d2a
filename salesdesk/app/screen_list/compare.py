"""Sales beside service."""

from salesdesk.app.screen_list.stage import Screen, Stage, tab


def _print(stage: Stage) -> None:
    stage.tab("compare", "chart")
    stage.run("compare.print")


def _before(stage: Stage) -> None:
    stage.tab("compare", "chart")
    stage.run("compare.before")


def _again(stage: Stage) -> None:
    stage.tab("compare", "chart")
    stage.run("compare.again")


def _panel(stage: Stage) -> None:
    stage.tab("sales", "board")
    stage.run("app.chart_panel")


SCREENS = (
    Screen("compare", tab("compare")),
    Screen("compare-table", tab("compare", "table"), after=lambda stage: stage.tab("compare", "chart")),
    Screen("compare-before", _before, after=lambda stage: stage.run("compare.before")),
    Screen("compare-sides", tab("compare", "sides"), after=lambda stage: stage.tab("compare", "chart")),
    Screen("compare-again", _again, after=lambda stage: stage.run("compare.again")),
    Screen("compare-panel", _panel, after=lambda stage: stage.run("app.chart_panel")),
    Screen("compare-print", _print, dialog=True),
)
