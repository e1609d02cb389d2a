"""A campaign: its head with what can be done, and below it plan and results, or its people."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from salesdesk.base import choices
from salesdesk.base.i18n import _, pgettext
from salesdesk.base.money import format_number
from salesdesk.marketing.campaign_dialog import edit_campaign_sheet, end_campaign_sheet
from salesdesk.marketing.code_dialog import show_codes
from salesdesk.marketing.commands import bin_campaign, start_campaign
from salesdesk.marketing.messages_page import MessagesPage
from salesdesk.marketing.people_page import PeoplePage
from salesdesk.marketing.plan_page import PlanPage
from salesdesk.marketing.queries import CampaignHead, campaign_head
from salesdesk.marketing.response_dialog import record_reply
from salesdesk.marketing.wording import STATUS_MARKS, span_words
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Button,
    IconButton,
    Label,
    Segmented,
    SegmentItem,
    boxed,
    clear,
    column,
    row,
)

PLAN, PEOPLE, MESSAGES = "plan", "people", "messages"
_DAYS_FROM = 1080
"""From this width in pixels on a campaign's days stand beside its name."""
_WATCHED = (
    "campaign",
    "campaign_channel",
    "campaign_cost",
    "campaign_note",
    "campaign_member",
    "response",
    "segment",
    "agreement",
    "sale",
    "deal",
    "quote",
    "party",
    "interaction",
    "task",
    "offer_code",
    "owned_item",
    "ready_message",
)


class CampaignPage(QWidget):
    """One campaign."""

    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head: CampaignHead | None = None
        self._name = Label("", "title", elide="end")
        self._badge = Badge("", "mkt")
        self._span = Label("", "body", "ink2", elide="end")
        self._views_place = row(spacing=0)
        self._counted = -1
        self.views = Segmented(())
        self._name_views(0)
        self._calls = Button(_("Call list"), icon="phone", on_click=self.show_calls)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        more = IconButton("ellipsis", _("More actions"), kind="default", size="control", menu=self._menu)
        go_back = IconButton("arrow-left", _("All campaigns"), key="Alt+Left", on_click=self.back.emit)
        head = row(
            go_back,
            4,
            self._name,
            self._badge,
            self._span,
            STRETCH,
            8,
            self._views_place,
            4,
            self._calls,
            more,
            margins=(16, 10, 20, 8),
        )
        self._stack = QStackedWidget()
        self.setLayout(column(boxed(head), self._stack, spacing=0))
        watch(self, desk.hub, _WATCHED, lambda _touched: self._refresh())

    @cached_property
    def plan(self) -> PlanPage:
        """What is planned and what came of it, made when it is first shown."""
        made = PlanPage(self._desk)
        self._stack.addWidget(made)
        return made

    @cached_property
    def people(self) -> PeoplePage:
        """Whom it reaches, made when it is first shown."""
        made = PeoplePage(self._desk)
        self._stack.addWidget(made)
        return made

    @cached_property
    def messages(self) -> MessagesPage:
        """What is said to them, made when it is first shown."""
        made = MessagesPage(self._desk)
        self._stack.addWidget(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the name needs the room of the days."""
        super().resizeEvent(event)
        self._span.setVisible(self.width() >= theme.scaled(_DAYS_FROM))

    @property
    def campaign_id(self) -> int | None:
        """The campaign on show."""
        return self._head.id if self._head is not None else None

    def _name_views(self, people: int) -> None:
        """The switch says how many people there are, so it is made anew when that changes."""
        if people == self._counted:
            return
        current = self.views.current() if self._counted >= 0 else PLAN
        focused = self._counted >= 0 and self.views.isAncestorOf(QApplication.focusWidget() or self)
        self._counted = people
        count = format_number(people, 0, self._desk.language)
        words = _("People {n}").format(n=count) if people else pgettext("campaign", "People")
        clear(self._views_place)
        items = [
            SegmentItem(PLAN, _("Plan and results")),
            SegmentItem(PEOPLE, words),
            SegmentItem(MESSAGES, _("Messages")),
        ]
        self.views = Segmented(items, current, name=_("View"))
        self.views.chosen.connect(self.show_view)
        self._views_place.addWidget(self.views)
        if focused:
            self.views.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------- what is shown

    def show_campaign(self, campaign_id: int) -> bool:
        """Show a campaign; False when there is none with this id."""
        with self._desk.store.reading() as db:
            head = campaign_head(db, campaign_id)
        if head is None or head.in_bin:
            return False
        if self._head is not None and self._head.id != campaign_id:
            self.leave()
        self._head = head
        self._show_head(head)
        self._show_current()
        return True

    def _show_head(self, head: CampaignHead) -> None:
        self._name.setText(head.name)
        icon, tone = STATUS_MARKS[head.status]
        self._badge.show_badge(choices.label(choices.CAMPAIGN_STATUSES, head.status), tone, icon)
        parts = [span_words(head.starts_on, head.ends_on, self._desk.language), head.staff]
        self._span.setText(" · ".join(part for part in parts if part))
        self._name_views(head.people)
        self.setAccessibleName(head.name)

    def show_view(self, key: str) -> None:
        """Show "plan", "people" or "messages"."""
        self.views.set_current(key)
        self._show_current()

    def _show_current(self) -> None:
        if self._head is None:
            return
        if self.views.current() == PEOPLE:
            self._stack.setCurrentWidget(self.people)
            self.people.show_campaign(self._head.id)
        elif self.views.current() == MESSAGES:
            self._stack.setCurrentWidget(self.messages)
            self.messages.show_campaign(self._head)
        else:
            self._stack.setCurrentWidget(self.plan)
            self.plan.show_campaign(self._head)

    def _refresh(self) -> None:
        if self._head is not None and not self.show_campaign(self._head.id):
            self._head = None
            self.back.emit()

    def leave(self) -> None:
        """Keep what is being built before another page comes."""
        if "plan" in self.__dict__:
            self.plan.keep()
        if "messages" in self.__dict__:
            self.messages.keep()

    def focus_filter(self) -> None:
        """Begin to type a filter among the people."""
        if self.views.current() == MESSAGES:
            self.messages.focus_filter()
            return
        self.show_view(PEOPLE)
        self.people.focus_filter()

    def print_calls(self) -> None:
        """The people to call, on paper."""
        self.show_calls()
        self.messages.print_calls()

    def show_calls(self) -> None:
        """The people to call, with what to say."""
        self.show_view(MESSAGES)
        self.messages.show_channel("phone")

    # ------------------------------------------------------------- what is done

    def record_reply(self) -> None:
        """Record that somebody replied."""
        party_id = self.people.table.current_id() if self.views.current() == PEOPLE else None
        record_reply(self._desk, self.campaign_id, party_id)

    def _fill_menu(self) -> None:
        self._menu.clear()
        head = self._head
        if head is None:
            return
        self._entry(_("Record a reply…"), self.record_reply)
        self._entry(_("Change the campaign…"), lambda: edit_campaign_sheet(self._desk, head.id).finish())
        if head.status in ("idea", "planned", "ended", "reviewed"):
            self._entry(_("Start it now"), lambda: self._desk.do(start_campaign, head.id))
        if head.status in ("planned", "running", "ended"):
            self._entry(_("Finish it…"), lambda: end_campaign_sheet(self._desk, head.id).finish())
        self._entry(_("Add cost…"), self.plan.channels.add_cost)
        self._entry(_("Offer codes…"), lambda: show_codes(self._desk, head.id))
        self._menu.addSeparator()
        self._entry(_("Move to the Bin"), lambda: self._desk.do(bin_campaign, head.id))

    def _entry(self, words: str, run: Callable[[], object]) -> None:
        self._menu.addAction(words).triggered.connect(lambda: run())
