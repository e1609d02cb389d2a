"""After-sales service: the queue, what customers own, what they think, and the page of one case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.base.i18n import N_, _, pgettext
from salesdesk.base.periods import month_of
from salesdesk.service import queries
from salesdesk.service.article_dialog import read_article
from salesdesk.service.calendar_panel import CalendarPanel
from salesdesk.service.case_acts_panel import CaseActs
from salesdesk.service.case_menu_panel import LIST_SCOPE, PAGE_SCOPE, CaseMenu
from salesdesk.service.case_page import CasePageView
from salesdesk.service.figure_words import FigureWords, figure_words
from salesdesk.service.item_dialog import add_item, show_item
from salesdesk.service.list_panel import KeysToList, ListPanel
from salesdesk.service.month_panel import FigureLine
from salesdesk.service.promise_words import PromiseWords
from salesdesk.service.queue_panel import QueuePanel
from salesdesk.service.views_panel import VIEWS, Panel, ServiceViews
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import STRETCH, Button, IconButton, Label, Segmented, SegmentItem, column, row

_FILTER = (
    N_("Show the first saved filter"),
    N_("Show the second saved filter"),
    N_("Show the third saved filter"),
    N_("Show the fourth saved filter"),
    N_("Show the fifth saved filter"),
    N_("Show the sixth saved filter"),
    N_("Show the seventh saved filter"),
    N_("Show the eighth saved filter"),
    N_("Show the ninth saved filter"),
)


def _views() -> list[SegmentItem]:
    return [
        SegmentItem("queue", _("Queue")),
        SegmentItem("calendar", pgettext("view", "Calendar")),
        SegmentItem("items", _("Warranty")),
        SegmentItem("ratings", pgettext("view", "Ratings")),
    ]


class ServiceTab(KeysToList):
    """The lists, or in their place the page of one case."""

    hints_changed = Signal()
    """Other keys matter now: `key_hints` answers differently."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before: list[int] = []
        self._read: set[str] = set()
        self._promises = PromiseWords(desk.store)
        self._acts = CaseActs(
            desk, self, lambda: self.page, self._chosen_case, lambda: self.page_shown, self.show_case,
            self.back, self._chosen_item,
        )  # fmt: skip
        self._menu = CaseMenu(desk, self._acts)
        self.queue = QueuePanel(desk, self._promises, self._menu.row_actions, self._acts.new_case)
        self._lists = ServiceViews(desk, self.queue, self._acts.new_case, self._menu.row_actions)
        self._lists.case_wanted.connect(self.show_case)
        self.panel = self._lists.panel
        self._overview = QWidget()
        self._figures = FigureLine()
        self._lay_out()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        self.setLayout(column(self._stack))
        self._connect()

    def _lay_out(self) -> None:
        self._views = Segmented(_views(), name=_("View"))
        self._views.chosen.connect(self.show_view)
        new = Button(_("New case"), icon="plus", key="C", on_click=self._acts.new_case)
        self._item_button = Button(_("Add an item"), icon="plus", on_click=lambda: add_item(self._desk))
        self._item_button.hide()
        self._new = new
        title = Label(_("Service"), "title")
        self._read_up = _articles_button(self._acts.articles)
        buttons = (self._read_up, self._item_button, new)
        head = row(title, 8, self._views, STRETCH, self._figures, 8, *buttons, spacing=8)
        outer = column(head, self._lists, spacing=8, margins=(20, 11, 20, 12))
        outer.setStretch(1, 1)
        self._overview.setLayout(outer)

    def _connect(self) -> None:
        self.queue.opened.connect(self.show_case)
        self.queue.rate_wanted.connect(self._acts.rate_case)
        self._desk.actions.bind(self._lists, LIST_SCOPE)
        self._watcher = watch(
            self._overview,
            self._desk.hub,
            ("service_case", "time_entry"),
            lambda _touched: self._show_figures(),
        )
        self._desk.find.setdefault("product", self._find_products)
        self.show_view("queue")

    @cached_property
    def page(self) -> CasePageView:
        """The page of a case, made when it is first needed: the lists are seen first."""
        made = CasePageView(self._desk, self._promises)
        made.back.connect(self.back)
        made.gone.connect(self._leave_page)
        made.item_wanted.connect(lambda item: show_item(self._desk, item))
        made.reopen_wanted.connect(self._acts.reopen)
        made.article_wanted.connect(self._acts.write_article)
        made.menu.aboutToShow.connect(self._menu.fill_page_menu)
        self._stack.addWidget(made)
        self._desk.actions.bind(made, PAGE_SCOPE)
        return made

    def _find_products(self, typed: str) -> Sequence[tuple[int, str, str]]:
        with self._desk.store.reading() as db:
            return queries.find_products(db, typed)

    # ------------------------------------------------------------- what is shown

    @property
    def page_shown(self) -> bool:
        """Whether the page of a case is shown in place of the lists."""
        return "page" in self.__dict__ and self._stack.currentWidget() is self.page

    def show_view(self, view: str) -> None:
        """Show "queue", "calendar", "items" or "ratings"; a case that stood open is left."""
        if view not in VIEWS:
            return
        if self.page_shown:
            self._leave_page()
        self._views.set_current(view)
        panel = self.panel(view)
        self._lists.setCurrentWidget(panel)
        self._item_button.setVisible(view == "items")
        self._new.setVisible(view != "items")
        if view not in self._read:
            self._read.add(view)
            panel.show_list()
            self._show_figures()
        self._fit_figures()
        self.hints_changed.emit()

    def first_keys(self) -> QWidget | None:
        """The list that is shown; None over the page of a case."""
        return None if self.page_shown else self.panel(self._views.current())

    def _show_figures(self) -> None:
        store, language = self._desk.store, self._desk.language

        def read() -> Sequence[FigureWords]:
            with store.reading() as db:
                return figure_words(queries.service_month(db, month_of(store.today())), language)

        self._desk.read_soon("service.figures", read, self._take_figures)

    def _take_figures(self, words: Sequence[FigureWords]) -> None:
        self._figures.show_figures(words)
        self._fit_figures()

    def _list(self) -> ListPanel | None:
        panel = self.panel(self._views.current())
        return None if isinstance(panel, CalendarPanel) else panel.list

    def _chosen_case(self) -> int | None:
        if self.page_shown:
            return self.page.case_id
        known = self._list()
        return None if known is None or self._views.current() == "items" else known.table.current_id()

    def _chosen_item(self) -> int | None:
        shown = not self.page_shown and self._views.current() == "items"
        return self._lists.items.list.table.current_id() if shown else None

    def show_case(self, case_id: int) -> bool:
        """Show the page of a case; False when it is gone."""
        shown = self.page.case_id if self.page_shown else None
        if not self.page.show_case(case_id):
            return False
        if shown is not None and shown != case_id:
            self._before.append(shown)
        self._stack.setCurrentWidget(self.page)
        if shown != case_id:
            self.page.work.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()
        return True

    def back(self) -> None:
        """From a case to the one before it, or to the lists."""
        while self._before:
            if self.page.show_case(self._before.pop()):
                return
        self._leave_page()

    def _leave_page(self) -> None:
        self._before.clear()
        self._stack.setCurrentWidget(self._overview)
        shown = self.page.case_id if "page" in self.__dict__ else None
        if shown is not None and self._views.current() == "queue":
            self.queue.list.table.select_id(shown)
        self.panel(self._views.current()).setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures of the month give way where there is no room for them."""
        super().resizeEvent(event)
        self._fit_figures()

    def _fit_figures(self) -> None:
        layout = self._overview.layout()
        if layout is None or not self.width():
            return
        others = self._views.sizeHint().width() + self._new.sizeHint().width() + 40 + 16 + 8 * 5
        others += self._read_up.sizeHint().width()
        room = self.width() - others - self.fontMetrics().horizontalAdvance(_("Service")) * 2
        self._figures.setVisible(self._figures.sizeHint().width() <= room)

    # ------------------------------------------------------------- what the window asks

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a case, an owned item or an article."""
        if kind == "case":
            return self.show_case(record_id)
        if kind == "owned_item":
            self._leave_page()
            self.show_view("items")
            self._lists.items.list.table.select_id(record_id)
            return show_item(self._desk, record_id)
        return kind == "article" and read_article(self._desk, record_id)

    def shown_record(self) -> tuple[str, int] | None:
        """The case whose page is shown."""
        shown = self.page.case_id if self.page_shown else None
        return ("case", shown) if shown is not None else None

    def state(self) -> Mapping[str, Any]:
        """What is shown, chosen, filtered and being written."""
        return {
            "view": self._views.current(),
            "lists": {key: _of(self.panel(key)).state() for key in self._read},
            "page": self.page.state() if self.page_shown else {},
            "before": list(self._before),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the same again."""
        self.show_view(str(state.get("view") or "queue"))
        for key, inner in (state.get("lists") or {}).items():
            if key in VIEWS:
                self._read.add(key)
                self.panel(key).show_list()
                _of(self.panel(key)).restore(inner)
        self._before = list(state.get("before") or ())
        page = state.get("page") or {}
        if page and self.page.restore(page):
            self._stack.setCurrentWidget(self.page)

    def tab_actions(self) -> Sequence[Action]:
        """The commands of the tab."""
        filters = [
            Action(
                f"service.filter_{n}",
                label,
                lambda n=n: self._show_filter(n),
                "list-filter",
                f"Alt+{n + 1}",
                scope=LIST_SCOPE,
                enabled=lambda n=n: n < len(self._filters()),
            )
            for n, label in enumerate(_FILTER)
        ]
        return (*self._menu.actions(), *filters)

    def _filters(self) -> Sequence[str]:
        known = None if self.page_shown else self._list()
        return known.chips.all_keys() if known is not None else ()

    def _show_filter(self, place: int) -> None:
        known, keys = self._list(), self._filters()
        if known is not None and place < len(keys):
            known.chips.press(keys[place])

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """At most five keys and their words."""
        return _hints("page" if self.page_shown else self._views.current())

    def focus_filter(self) -> None:
        """Put the caret into the filter of the list."""
        if self.page_shown:
            self._leave_page()
        (self._list() or self._lists.calendar).focus_filter()


def _articles_button(show: Callable[[], object]) -> IconButton:
    return IconButton("book-open", _("Articles"), kind="default", size="control", on_click=show)


def _hints(view: str) -> Sequence[tuple[str, str]]:
    """The keys that matter on the page of a case and in the views."""
    if view == "page":
        return (
            ("Ctrl+T", _("timer")),
            ("L", _("log call")),
            ("Alt+1–5", _("rating")),
            ("Ctrl+R", _("resolve")),
        )
    if view == "calendar":
        return (
            ("Return", _("open")),
            ("+", _("new job")),
            ("Ctrl+Left", _("other day")),
            ("PgDown", _("next week")),
            ("Home", _("today")),
        )
    if view == "queue":
        return (
            ("C", _("new case")),
            ("Ctrl+T", _("timer")),
            ("M", _("move to…")),
            ("Space", _("quick look")),
            ("Return", _("open")),
        )
    return ("C", _("new case")), ("Return", _("open"))


def _of(panel: Panel) -> ListPanel | CalendarPanel:
    """The part of a view whose state is kept."""
    return panel if isinstance(panel, CalendarPanel) else panel.list
