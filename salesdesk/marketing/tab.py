"""The marketing tab: campaigns, audiences and sources as lists; a campaign as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.marketing.audiences_page import AudiencesPage
from salesdesk.marketing.campaign_dialog import new_campaign_sheet
from salesdesk.marketing.campaign_list_page import CampaignListPage
from salesdesk.marketing.campaign_page import MESSAGES, PLAN, CampaignPage
from salesdesk.marketing.people_dialog import audience_sheet
from salesdesk.marketing.response_dialog import record_reply
from salesdesk.marketing.sources_page import SourcesPage
from salesdesk.marketing.templates_page import TemplatesPage
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Segmented, SegmentItem, column

SCOPE = "marketing"
VIEWS = CAMPAIGNS, AUDIENCES, TEMPLATES, SOURCES = "campaigns", "audiences", "templates", "sources"
_Page = TypeVar("_Page", bound=QWidget)


class MarketingTab(QWidget):
    """Lists, and the campaign that was opened from them; each is made when it is first shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begun = False
        self._view = CAMPAIGNS
        self._query: ListQuery | None = None
        self.campaigns = CampaignListPage(desk, self._views(CAMPAIGNS), self.new_campaign)
        self.campaigns.opened.connect(lambda campaign_id: self.open_record("campaign", campaign_id))
        self._side = PLAN
        self._stack = QStackedWidget()
        self._stack.addWidget(self.campaigns)
        self.setLayout(column(self._stack, spacing=0))

    @cached_property
    def audiences(self) -> AudiencesPage:
        """The saved audiences."""
        return self._stacked(AudiencesPage(self._desk, self._views(AUDIENCES)))

    @cached_property
    def templates(self) -> TemplatesPage:
        """The ready-made messages of marketing."""
        return self._stacked(TemplatesPage(self._desk, self._views(TEMPLATES)))

    @cached_property
    def sources(self) -> SourcesPage:
        """Where people heard of the shop."""
        return self._stacked(SourcesPage(self._desk, self._views(SOURCES)))

    @cached_property
    def campaign(self) -> CampaignPage:
        """The page of one campaign."""
        made = self._stacked(CampaignPage(self._desk))
        made.back.connect(self.go_back)
        made.views.set_current(self._side)
        return made

    def _stacked(self, page: _Page) -> _Page:
        self._stack.addWidget(page)
        return page

    @property
    def _known_campaign(self) -> CampaignPage | None:
        """The page of one campaign, if any was shown yet."""
        return self.campaign if "campaign" in self.__dict__ else None

    def _page(self, view: str) -> CampaignListPage | AudiencesPage | TemplatesPage | SourcesPage:
        if view == AUDIENCES:
            return self.audiences
        if view == TEMPLATES:
            return self.templates
        return self.sources if view == SOURCES else self.campaigns

    def _views(self, current: str) -> Segmented:
        items = [
            SegmentItem(CAMPAIGNS, _("Campaigns")),
            SegmentItem(AUDIENCES, _("Audiences")),
            SegmentItem(TEMPLATES, _("Templates")),
            SegmentItem(SOURCES, _("Sources")),
        ]
        views = Segmented(items, current, name=_("View"))

        def choose(key: str) -> None:
            views.set_current(current)  # each list has its own switch, which always shows where one is
            self.show_view(key)

        views.chosen.connect(choose)
        return views

    def showEvent(self, event: QShowEvent) -> None:
        """The first reading waits until somebody looks."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            if self._query is not None:
                self.campaigns.show_query(self._query)
            else:
                self.campaigns.start()
            if not self._on_campaign():
                self.show_view(self._view)

    # ------------------------------------------------------------- where one is

    def show_view(self, key: str) -> None:
        """Show the campaigns, the audiences, the templates or the sources."""
        if self._known_campaign is not None:
            self._known_campaign.leave()
        self._view = key if key in VIEWS else CAMPAIGNS
        page = self._page(self._view)
        self._stack.setCurrentWidget(page)
        if not isinstance(page, CampaignListPage):
            page.start()
        page.pane.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a campaign; False for anything else and for one that is gone."""
        if kind != "campaign" or not self.campaign.show_campaign(record_id):
            return False
        self._stack.setCurrentWidget(self.campaign)
        return True

    def go_back(self) -> None:
        """From a campaign to the list it was opened from."""
        opened = self.campaign.campaign_id
        self.show_view(self._view)
        if opened is not None and self._view == CAMPAIGNS:
            self.campaigns.table.select_id(opened)
            self.campaigns.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_campaign(self, *_subject: object) -> bool:
        return self._known_campaign is not None and self._stack.currentWidget() is self._known_campaign

    def shown_record(self) -> tuple[str, int] | None:
        """The campaign whose page is shown."""
        shown = self.campaign.campaign_id if self._on_campaign() else None
        return ("campaign", shown) if shown is not None else None

    def state(self) -> Mapping[str, Any]:
        """Which list, which filter, which campaign and which side of it."""
        query = self.campaigns.pane.query
        return {
            "view": self._view,
            "list": (query.view, query.text, query.sort, query.descending),
            "campaign": self.campaign.campaign_id if self._on_campaign() else None,
            "side": self._side if self._known_campaign is None else self._known_campaign.views.current(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same again."""
        self._view = str(state.get("view", CAMPAIGNS))
        self._query = ListQuery(*state["list"]) if state.get("list") else None
        self._side = str(state.get("side", PLAN))
        if self._known_campaign is not None:
            self._known_campaign.views.set_current(self._side)
        campaign_id = state.get("campaign")
        if campaign_id is not None:
            self.open_record("campaign", campaign_id)

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        if self._on_campaign():
            self.campaign.focus_filter()
        else:
            self._page(self._view).pane.focus_filter()

    # ------------------------------------------------------------- what is done

    def new_campaign(self) -> None:
        """Plan a campaign and open it."""
        campaign_id = new_campaign_sheet(self._desk).finish()
        if campaign_id is not None:
            self.open_record("campaign", campaign_id)

    def new_template(self) -> None:
        """Write another ready-made message of marketing."""
        self.templates.new_template()

    def record_response(self, kind: str = "", record_id: int | None = None) -> None:
        """Record a reply: to the campaign on show, or of the person the command is given on."""
        if self._on_campaign() and kind != "party":
            self.campaign.record_reply()
            return
        chosen = self.campaigns.table.current_id() if self._view == CAMPAIGNS else None
        campaign_id = record_id if kind == "campaign" else chosen
        record_reply(self._desk, campaign_id, record_id if kind == "party" else None)

    def add_cost(self, kind: str = "", record_id: int | None = None) -> None:
        """Book a cost on the campaign on show or chosen."""
        if kind == "campaign" and record_id is not None:
            self.open_record(kind, record_id)
        elif not self._on_campaign():
            self.campaigns.table.open_current()
        if self._on_campaign():
            self.campaign.plan.channels.add_cost()

    def use_as_audience(self, kind: str = "", chosen: int | Sequence[int] | None = None) -> None:
        """Make the shown campaign's list what its conditions say; people that are given go on one's list."""
        if chosen is not None and kind == "party":
            people = [chosen] if isinstance(chosen, int) else list(chosen)
            campaign_id = audience_sheet(self._desk, people).finish()
            if campaign_id is not None:
                self._desk.open_record("campaign", campaign_id)
        elif self._on_campaign():
            self.campaign.show_view(PLAN)
            self.campaign.plan.audience.use()

    def add_note(self) -> None:
        """Begin a note on the campaign on show."""
        self.campaign.show_view(PLAN)
        self.campaign.plan.notes.write()

    def _can_cost(self, *subject: object) -> bool:
        return bool(subject) or self._on_campaign() or self.campaigns.table.current_id() is not None

    def _can_use(self, *subject: object) -> bool:
        return bool(subject) or self._on_campaign()

    def tab_actions(self) -> Sequence[Action]:
        """The commands of marketing."""
        found: list[tuple[str, str, Callable[..., object], str, Callable[..., bool]]] = [
            ("new_campaign", N_("New campaign"), self.new_campaign, "megaphone", _always),
            ("new_template", N_("New template"), self.new_template, "text-quote", _always),
            ("brand", N_("Brand page"), lambda: self.templates.brand(), "store", _always),
            ("use_as_audience", N_("Use as audience"), self.use_as_audience, "users-round", self._can_use),
            ("record_response", N_("Record a reply"), self.record_response, "message-circle", _always),
            ("add_cost", N_("Add a campaign cost"), self.add_cost, "wallet", self._can_cost),
        ]
        actions = [
            Action(f"marketing.{key}", label, run, icon=icon, scope=SCOPE, enabled=enabled)
            for key, label, run, icon, enabled in found
        ]
        keys = [
            ("add_note", N_("Write a campaign note"), self.add_note, "pencil", "n", ""),
            ("print_calls", N_("Print a call list"), lambda: self.campaign.print_calls(), "printer", "", ""),
            ("back", N_("All campaigns"), self.go_back, "arrow-left", "", ""),
        ]
        return (
            actions
            + self.campaigns.saved.actions(SCOPE)
            + [
                Action(f"marketing.{key}", label, run, icon, chord, letter, SCOPE, self._on_campaign)
                for key, label, run, icon, letter, chord in keys
            ]
        )

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status bar."""
        if self._on_campaign() and self.campaign.views.current() == MESSAGES:
            return [("Return", _("copy, next")), ("Ctrl+F", _("filter")), ("Alt+Left", _("all campaigns"))]
        if self._on_campaign():
            return [("N", _("note")), ("F2", _("edit a line")), ("Alt+Left", _("all campaigns"))]
        return [("Return", _("open")), ("Ctrl+F", _("filter")), ("Ctrl+N", _("new"))]


def _always(*_subject: object) -> bool:
    return True
