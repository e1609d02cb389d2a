"""Every screen and dialog and how one gets there. To add a screen, add a line to ``SCREENS``."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import ColumnElement, Table, select

from salesdesk.app.palette import Palette
from salesdesk.app.window import MainWindow
from salesdesk.base import i18n, paths
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange.import_page import CHECK, DONE, FILE, MATCH, ImportPage
from salesdesk.parties.commands import finish_task
from salesdesk.store import schema as s

Plain = Callable[[], object]
OLD_LETTERS, PLAIN = "khach-hang-tcvn3.csv", "customers.csv"


class Stage:
    """The window that is being drawn, and the ways of a person in it."""

    def __init__(self, window: MainWindow, scratch: Path, settle: Callable[[int], None]) -> None:
        self.window, self.scratch, self.settle = window, scratch, settle
        self.desk = window.desk
        self.held = threading.Event()

    def reset(self) -> None:
        """Back to where every picture begins."""
        self.window.toasts.dismiss()
        self.window.messages.clear()
        self.window.close_page()

    def tab(self, key: str, view: str = "") -> Any:
        """Show a tab, and one of its views."""
        self.window.open_tab(key)
        tab: Any = self.window.stack.currentWidget()
        self.settle(60)
        if view:
            tab.show_view(view)
            self.settle(60)
        return tab

    def run(self, key: str, *subject: object) -> None:
        """Give a command. Raises `LookupError` when there is none of this key, or it may not run."""
        if not self.window.actions_map.run(key, *subject):
            raise LookupError(f"no command {key}")

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record. Raises `LookupError` when no tab can."""
        if not self.window.open_record(kind, record_id):
            raise LookupError(f"no record {kind} {record_id}")

    def some(self, table: Table, *conditions: ColumnElement[bool], place: int = 0) -> int:
        """The id of a record of the sample that fits."""
        with self.window.store.reading() as db:
            found = select(table.c.id).where(table.c.deleted_at.is_(None), *conditions).order_by(table.c.id)
            return int(db.execute(found.offset(place).limit(1)).scalar_one())

    def type_into_dialog(self, words: str) -> None:
        """Write into the first field of the dialog that stands open."""
        dialog = QApplication.activeModalWidget()
        field = dialog.findChild(QLineEdit) if dialog is not None else None
        if field is not None:
            field.setText(words)


Act = Callable[[Stage], object]


def nothing(*_anything: object) -> None:
    """Nothing is to be done."""


class Screen(NamedTuple):
    """A picture: its name, how one gets there, and what is put right afterwards.

    ``dialog``: showing it opens a dialog that waits, which ``fill`` fills in. ``running``: the picture is
    taken while work goes on. ``book`` is "sample",
    "empty", or "none" for the first page of a new shop.
    """

    name: str
    show: Act
    dialog: bool = False
    running: bool = False
    fill: Act = nothing
    after: Act = nothing
    book: str = "sample"


def _tab(key: str, view: str = "") -> Act:
    return lambda stage: stage.tab(key, view)


def _run(tab: str, key: str) -> Act:
    def show(stage: Stage) -> None:
        stage.tab(tab)
        stage.run(key)

    return show


def _on(tab: str, key: str, kind: str, table: Table, *conditions: ColumnElement[bool]) -> Act:
    def show(stage: Stage) -> None:
        stage.tab(tab)
        stage.run(key, kind, stage.some(table, *conditions))

    return show


def _record(kind: str, table: Table, *conditions: ColumnElement[bool]) -> Act:
    return lambda stage: stage.open_record(kind, stage.some(table, *conditions))


# Today and the palette


def _log_call(stage: Stage) -> None:
    stage.tab("today").focus_filter()
    stage.run("today.log")


def _palette(typed: str = "", typed_vi: str = "") -> Act:
    def show(stage: Stage) -> None:
        stage.tab("today")
        stage.window.open_palette()
        palette = QApplication.activeModalWidget()
        if isinstance(palette, Palette):
            palette.field.setText(typed_vi if typed_vi and i18n.language() == "vi" else typed)

    return show


def _record_history(stage: Stage) -> None:
    stage.open_record("party", stage.some(s.party))
    stage.run("prospects.history")


def _campaign_people(stage: Stage) -> None:
    stage.open_record("campaign", stage.some(s.campaign))
    tab: Any = stage.window.stack.currentWidget()
    tab.campaign.show_view("people")


# Bringing in a file


def _import_page(stage: Stage, file: str, step: int) -> ImportPage:
    stage.run("app.import")
    page = stage.window.stack.currentWidget()
    if not isinstance(page, ImportPage):
        raise LookupError("no import page")
    if step > FILE:
        page.open_file(paths.resources() / "samples" / file)
        stage.settle(100)
    while FILE < page.step < step:
        before = page.step
        page.next()
        stage.settle(100)
        if page.step == before:
            raise LookupError(f"the import stays at step {before + 1}")
    return page


def _import(step: int, file: str = "") -> Act:
    def show(stage: Stage) -> None:
        _import_page(stage, file or (OLD_LETTERS if i18n.language() == "vi" else PLAIN), step)

    return show


def _undo(stage: Stage) -> None:
    stage.window.store.undo()
    stage.settle(60)


def _undo_all(stage: Stage) -> None:
    while stage.window.store.undo():
        stage.settle(0)


def _history(stage: Stage) -> None:
    """A few steps, one of them taken back, and the list of them."""
    stage.tab("today")
    for place in range(3):
        open_tasks = s.task.c.done_at.is_(None), s.task.c.party_id.is_not(None)
        stage.desk.do(finish_task, stage.some(s.task, *open_tasks, place=place), quiet=True)
    stage.window.store.undo()
    stage.run("app.history")


# What the frame says


def _error_bar(stage: Stage) -> None:
    stage.tab("today")
    stage.window.messages.show_message(
        _("The disk is nearly full: {n} MB more are needed for a backup. Your book itself is safe.").format(
            n=120
        )
    )


def _progress(stage: Stage) -> None:
    stage.tab("today")
    stage.held.clear()

    def work(task: Task) -> None:
        task.advance(148, 229)
        stage.held.wait(10)

    stage.window.jobs.run(_("Checking the rows"), work)
    until = time.monotonic() + 5
    while not stage.window.strip.isVisible() and time.monotonic() < until:
        QApplication.processEvents()


def _undo_toast(stage: Stage) -> None:
    stage.tab("today")
    task = stage.some(s.task, s.task.c.done_at.is_(None), s.task.c.party_id.is_not(None))
    stage.desk.do(finish_task, task)


SCREENS = (
    Screen("today", _tab("today")),
    Screen("today-call", _log_call, after=lambda stage: stage.tab("today").calls.stop()),
    Screen("palette", _palette()),
    Screen("palette-found", _palette("la", "lan")),
    Screen("palette-commands", _palette("> ")),
    Screen("prospects", _tab("prospects")),
    Screen("person", _record("party", s.party, s.party.c.state != "prospect")),
    Screen(
        "new-prospect",
        _run("prospects", "prospects.new"),
        True,
        fill=lambda stage: stage.type_into_dialog("Mai"),
    ),
    Screen("record-history", _record_history, True),
    Screen("bin", _run("prospects", "prospects.bin"), True),
    Screen("sales-board", _tab("sales", "board")),
    Screen("deals", _tab("sales", "deals")),
    Screen("quotes", _tab("sales", "quotes")),
    Screen("quote", _record("quote", s.quote)),
    Screen("sales", _tab("sales", "sales")),
    Screen("sale", _record("sale", s.sale), True),
    Screen("products", _tab("sales", "products")),
    Screen("product", _record("product", s.product), True),
    Screen("deal", _record("deal", s.deal), True),
    Screen("win", _on("sales", "sales.win", "deal", s.deal, s.deal.c.stage == "proposal"), True),
    Screen("lose", _on("sales", "sales.lose", "deal", s.deal, s.deal.c.stage == "proposal"), True),
    Screen("new-deal", _run("sales", "sales.new_deal"), True),
    Screen("new-sale", _run("sales", "sales.new_sale"), True),
    Screen("payment", _on("sales", "sales.payment", "sale", s.sale, s.sale.c.paid < s.sale.c.total), True),
    Screen("service-queue", _tab("service", "queue")),
    Screen("case", _record("case", s.service_case, s.service_case.c.status == "working")),
    Screen("owned-items", _tab("service", "items")),
    Screen("ratings", _tab("service", "ratings")),
    Screen("new-case", _run("service", "service.new_case"), True),
    Screen("campaigns", _tab("marketing", "campaigns")),
    Screen("campaign", _record("campaign", s.campaign)),
    Screen("campaign-people", _campaign_people),
    Screen("new-campaign", _run("marketing", "marketing.new_campaign"), True),
    Screen("compare", _tab("compare")),
    Screen("compare-table", _tab("compare", "table"), after=lambda stage: stage.tab("compare", "chart")),
    Screen("import-file", _import(FILE)),
    Screen("import-columns", _import(MATCH)),
    Screen("import-old-letters", _import(MATCH, OLD_LETTERS)),
    Screen("import-check", _import(CHECK)),
    Screen("import-done", _import(DONE), after=_undo),
    Screen("history", _history, True, after=_undo_all),
    Screen("settings", _run("today", "app.settings"), True),
    Screen("keys", _run("today", "app.keys"), True),
    Screen("staff", _run("today", "app.staff"), True),
    Screen("error", _error_bar),
    Screen("progress", _progress, running=True, after=lambda stage: stage.held.set()),
    Screen("undo", _undo_toast, after=_undo),
    Screen("empty-today", _tab("today"), book="empty"),
    Screen("empty-prospects", _tab("prospects"), book="empty"),
    Screen("empty-sales", _tab("sales"), book="empty"),
    Screen("empty-service", _tab("service"), book="empty"),
    Screen("empty-marketing", _tab("marketing"), book="empty"),
    Screen("empty-compare", _tab("compare"), book="empty"),
    Screen("empty-history", _run("today", "app.history"), True, book="empty"),
    Screen("first-page", nothing, book="none"),
)
