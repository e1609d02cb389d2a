"""Campaigns and audiences."""

from typing import Any

from salesdesk.app.screen_list.stage import Screen, Stage, record, run, tab
from salesdesk.store import schema as s


def _campaign_people(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign))
    tab: Any = stage.window.stack.currentWidget()
    tab.campaign.show_view("people")


SCREENS = (
    Screen("campaigns", tab("marketing", "campaigns")),
    Screen("campaign", record("campaign", s.campaign)),
    Screen("campaign-people", _campaign_people),
    Screen("new-campaign", run("marketing", "marketing.new_campaign"), True),
)
