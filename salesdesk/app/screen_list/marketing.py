"""Campaigns and audiences."""

from typing import Any

from salesdesk.app.screen_list.stage import Screen, Stage, record, run, tab, undo
from salesdesk.base.i18n import _
from salesdesk.documents.message_commands import add_examples
from salesdesk.documents.message_rules import EXAMPLES
from salesdesk.store import schema as s

RUNNING = s.campaign.c.status == "running"


def _campaign_people(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign, RUNNING))
    tab: Any = stage.window.stack.currentWidget()
    tab.campaign.show_view("people")


def _campaign_messages(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign, RUNNING))
    tab: Any = stage.window.stack.currentWidget()
    page = tab.campaign.messages
    tab.campaign.show_view("messages")
    example = next(example for example in EXAMPLES if example.purpose == "marketing")
    page.text.set_text(_(example.body))
    stage.settle(120)


def _calls(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign, RUNNING))
    tab: Any = stage.window.stack.currentWidget()
    tab.campaign.show_view("messages")
    stage.settle(60)
    tab.campaign.messages.people.unasked.setChecked(True)
    tab.campaign.messages.print_calls()


def _templates(stage: Stage) -> None:
    add_examples(stage.window.store, "marketing")
    stage.tab("marketing", "templates")
    stage.settle(120)


def _no_templates(stage: Stage) -> None:
    stage.tab("marketing", "templates")


SCREENS = (
    Screen("campaigns", tab("marketing", "campaigns")),
    Screen("campaign", record("campaign", s.campaign, RUNNING)),
    Screen("campaign-people", _campaign_people),
    Screen("campaign-messages", _campaign_messages),
    Screen("campaign-calls", _calls, True),
    Screen("campaign-audiences", tab("marketing", "audiences")),
    Screen("campaign-templates", _templates, after=undo),
    Screen("campaign-no-templates", _no_templates),
    Screen("campaign-new-template", run("marketing", "marketing.new_template"), True),
    Screen("campaign-brand", run("marketing", "marketing.brand"), True),
    Screen("campaign-sources", tab("marketing", "sources")),
    Screen("new-campaign", run("marketing", "marketing.new_campaign"), True),
)
