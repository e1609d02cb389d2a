"""The page of one case: head, facts, work, closing; what one needs on the phone is in sight at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.i18n import _
from salesdesk.base.metrics import Value
from salesdesk.base.periods import month_of
from salesdesk.service import commands, queries, rules
from salesdesk.service.closing_panel import ClosingPanel, SolvedPanel
from salesdesk.service.facts_panel import FactsPanel
from salesdesk.service.figure_words import FigureWords, figure_words
from salesdesk.service.header_panel import HeaderPanel
from salesdesk.service.idle_panel import IdleBar, IdleWatch
from salesdesk.service.month_panel import MonthPanel
from salesdesk.service.promise_words import PromiseWords
from salesdesk.service.work_panel import WorkPanel
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.widgets import ScrollColumn, column, row

LEFT, RIGHT, NARROW = 264, 350, 1000
LEFT_TIGHT, RIGHT_TIGHT, TIGHT = 234, 340, 1180
"""In a window narrower than ``TIGHT`` the columns at the sides give way to the one between them."""
_SHORT = 450
_WATCHED = (
    "service_case",
    "time_entry",
    "interaction",
    "checklist_item",
    "owned_item",
    "party",
    "task",
    "sale",
    "product",
    "staff_member",
    "setting",
    "ready_message",
)


class CasePageView(QWidget):
    """Shows a case and keeps it fresh. ``menu`` is filled by whoever owns the commands."""

    back = Signal()
    gone = Signal()
    """The case is in the Bin, or was undone."""
    item_wanted = Signal(object)
    reopen_wanted = Signal()
    article_wanted = Signal()

    def __init__(self, desk: Desk, promises: PromiseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.case_id: int | None = None
        self.page: queries.CasePage | None = None
        self.menu = QMenu(self)
        self.header = HeaderPanel(desk, promises, self.menu)
        self.facts, self.work = FactsPanel(desk), WorkPanel(desk)
        self.closing, self.solved, self._month = ClosingPanel(desk), SolvedPanel(desk), MonthPanel()
        self._connect()
        self._left = _scrolled(self.facts)
        right = ScrollColumn((0, 0, 0, 0), 10)
        for card in (self.closing, self.solved, self._month):
            right.add(card)
        right.body.addStretch(1)
        self._across = column()
        self.idle_bar, self._idle = IdleBar(desk), IdleWatch(desk, self)
        self._idle.back_after.connect(self._ask_about_idle)
        self._keep = _Widths(self._left, right)
        self._body = row(self._left, self.work, right, spacing=12)
        self._body.setStretch(1, 1)
        outer = column(
            self.header, self.idle_bar, self._across, self._body, spacing=9, margins=(14, 10, 20, 12)
        )
        outer.setStretch(3, 1)
        self.setLayout(outer)
        self._folded = False
        self._watcher = watch(self, desk.hub, _WATCHED, lambda _touched: self.refresh())

    def _connect(self) -> None:
        self.header.back.connect(self.back.emit)
        self.header.timer_toggled.connect(self.toggle_timer)
        self.facts.log_wanted.connect(lambda: self.work.begin("call"))
        self.facts.item_wanted.connect(self.item_wanted.emit)
        self.work.step_wanted.connect(self.move_to)
        self.work.written.connect(self.refresh)
        self.closing.resolved.connect(self.refresh)
        self.solved.changed.connect(self.refresh)
        self.solved.reopen_wanted.connect(self.reopen_wanted.emit)
        self.solved.article_wanted.connect(self.article_wanted.emit)

    # ------------------------------------------------------------- showing

    def show_case(self, case_id: int) -> bool:
        """Show a case; False when it is gone."""
        with self._desk.store.reading() as db:
            page = queries.case_page(db, case_id)
            timer = queries.running_timer(db, self._desk.store.staff_id)
        if page is None:
            return False
        if page.id != self.case_id:
            self.closing.forget()
        self.case_id, self.page = case_id, page
        self.header.show_case(page, timer)
        self.facts.show_case(page)
        self.work.show_case(page)
        done = page.status in SOLVED_STATUSES
        if done:
            self.solved.show_case(page)
            self.closing.forget()
        else:
            self.closing.show_case(page, self.header.timer.running)
        self.closing.setVisible(not done)
        self.solved.setVisible(done)
        self._show_month()
        return True

    def refresh(self) -> None:
        """Read the case anew."""
        if self.case_id is not None and not self.show_case(self.case_id):
            self.case_id = self.page = None
            self.gone.emit()

    def _show_month(self) -> None:
        store, language = self._desk.store, self._desk.language

        def read() -> tuple[Sequence[FigureWords], Mapping[str, Sequence[Value]]]:
            with store.reading() as db:
                figures = queries.service_month(db, month_of(store.today()))
                return figure_words(figures, language), queries.service_weeks(db, store.today())

        self._desk.read_soon("service.page_month", read, self._take_month)

    def _take_month(self, found: tuple[Sequence[FigureWords], Mapping[str, Sequence[Value]]]) -> None:
        self._month.show_figures(*found)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on keys and mouse of this window are signs of somebody being here."""
        super().showEvent(event)
        self._idle.watch(self)

    def _ask_about_idle(self, minutes: int) -> None:
        if self.header.timer.running:
            self.idle_bar.ask(minutes)

    def minimumSizeHint(self) -> QSize:
        """Narrower than its parts side by side: then the facts fold below the head."""
        return QSize(theme.scaled(720), theme.scaled(440))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the facts stand below the head, side by side."""
        super().resizeEvent(event)
        short, frame = self.height() < theme.scaled(_SHORT), self.layout()
        if frame is not None:  # a low window gives its gaps to the work
            frame.setSpacing(4 if short else 9)
            frame.setContentsMargins(14, 4 if short else 10, 20, 4 if short else 12)
        tight = self.width() < theme.scaled(TIGHT)
        self._keep.set(*((LEFT_TIGHT, RIGHT_TIGHT) if tight else (LEFT, RIGHT)))
        narrow = self.width() < theme.scaled(NARROW)
        if narrow != self._folded:
            self._folded = narrow
            self.facts.set_across(narrow)
            if narrow:
                self._left.takeWidget()
                self._across.addWidget(self.facts)
                self.facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            else:
                self._across.removeWidget(self.facts)
                self.facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
                self._left.setWidget(self.facts)
            self._left.setVisible(not narrow)
            self.facts.show()

    # ------------------------------------------------------------- acting

    @property
    def is_open(self) -> bool:
        """Whether the case shown is not solved."""
        return self.page is not None and self.page.status not in SOLVED_STATUSES

    def toggle_timer(self) -> None:
        """Start the timer of this case, or pause it (Ctrl+T)."""
        if self.case_id is None:
            return
        if self.header.timer.running:
            self._desk.do(commands.pause_timer, self.case_id, quiet=True)
        else:
            self._desk.do(commands.start_timer, self.case_id, quiet=True)
        self.refresh()

    def move_to(self, status: str) -> None:
        """Move the case to a step; to the last one by solving it, away from it by reopening."""
        page = self.page
        if page is None:
            return
        if status == "solved":
            self.closing.fix.setFocus()
            return
        if page.status in SOLVED_STATUSES:
            self.reopen_wanted.emit()
            return
        here = rules.step_of(page.status) == rules.step_of(status) and status in rules.STEPS
        if not here:
            self._desk.do(commands.set_status, page.id, status)
            self.refresh()

    def resolve(self) -> None:
        """Solve the case with what is entered (Ctrl+R)."""
        if self.is_open:
            self.closing.resolve()

    def rate(self, score: int) -> None:
        """Alt+1 to Alt+5: the rating of the case; a solved one keeps it at once."""
        if self.is_open:
            self.closing.rate(score)
        elif self.page is not None:
            self.solved.rate(score)

    def focus_rating(self) -> None:
        """Put the focus on the rating."""
        (self.closing.rating if self.is_open else self.solved.rating).setFocus()

    # ------------------------------------------------------------- state

    def state(self) -> dict[str, Any]:
        """Which case is shown and what is being written."""
        return {
            "case": self.case_id,
            "draft": self.work.composer.text(),
            "kind": self.work.composer.kind,
            "fix": self.closing.fix.currentText(),
            "score": self.closing.rating.value(),
        }

    def restore(self, state: Mapping[str, Any]) -> bool:
        """Show the same case with the same drafts; False when it is gone."""
        if not state.get("case") or not self.show_case(int(state["case"])):
            return False
        self.work.composer.set_kind(str(state.get("kind") or "note"))
        self.work.composer.set_text(str(state.get("draft") or ""))
        if self.is_open:
            self.closing.fix.setEditText(str(state.get("fix") or ""))
            if state.get("score"):
                self.closing.rate(int(state["score"]))
        return True


def _scrolled(card: QWidget) -> ScrollColumn:
    area = ScrollColumn((0, 0, 0, 0), 0)
    area.setWidget(card)
    area.setAccessibleName(_("Facts of the case"))
    return area


class _Widths:
    """Keeps scrolled columns as wide as wanted: a scroll bar stands beside the cards, not on them."""

    def __init__(self, *areas: ScrollColumn) -> None:
        self._areas = areas
        self._wanted = [0] * len(areas)
        for area in areas:
            area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._fit())

    def set(self, *widths: int) -> None:
        """Say how wide the cards of each column are, in unscaled pixels."""
        self._wanted = [theme.scaled(width) for width in widths]
        self._fit()

    def _fit(self) -> None:
        for area, wanted in zip(self._areas, self._wanted, strict=True):
            bar = area.verticalScrollBar()
            area.setFixedWidth(wanted + (bar.sizeHint().width() if bar.maximum() > 0 else 0))
