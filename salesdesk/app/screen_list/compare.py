"""Sales beside service."""

from salesdesk.app.screen_list.stage import Screen, Stage, tab


def _print(stage: Stage) -> None:
    stage.tab("compare", "chart")
    stage.run("compare.print")


SCREENS = (
    Screen("compare", tab("compare")),
    Screen("compare-table", tab("compare", "table"), after=lambda stage: stage.tab("compare", "chart")),
    Screen("compare-print", _print, dialog=True),
)
