"""Sales beside service."""

from salesdesk.app.screen_list.stage import Screen, tab

SCREENS = (
    Screen("compare", tab("compare")),
    Screen("compare-table", tab("compare", "table"), after=lambda stage: stage.tab("compare", "chart")),
)
