"""The frame, Today, the palette, what the window says, and the empty shop."""

import time

from PySide6.QtWidgets import QApplication

from salesdesk.app.palette import Palette
from salesdesk.app.screen_list.stage import Act, Screen, Stage, nothing, run, tab, undo
from salesdesk.base import i18n
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.parties.commands import finish_task
from salesdesk.store import schema as s


def _log_call(stage: Stage) -> None:
    stage.tab("today").focus_filter()
    stage.run("today.log")


def _palette(typed: str = "", typed_vi: str = "") -> Act:
    def show(stage: Stage) -> None:
        stage.tab("today")
        stage.run("app.palette")
        palette = QApplication.activeModalWidget()
        if isinstance(palette, Palette):
            palette.field.setText(typed_vi if typed_vi and i18n.language() == "vi" else typed)

    return show


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


def _help(stage: Stage) -> None:
    stage.tab("prospects")
    stage.run("app.help")


def _undo_toast(stage: Stage) -> None:
    stage.tab("today")
    task = stage.some(s.task, s.task.c.done_at.is_(None), s.task.c.party_id.is_not(None))
    stage.desk.do(finish_task, task)


SCREENS = (
    Screen("today", tab("today")),
    Screen("today-call", _log_call, after=lambda stage: stage.tab("today").calls.stop()),
    Screen("palette", _palette()),
    Screen("palette-found", _palette("la", "lan")),
    Screen("palette-commands", _palette("> ")),
    Screen("history", _history, True, after=_undo_all),
    Screen("help", _help, after=lambda stage: stage.window.close_page()),
    Screen("error", _error_bar),
    Screen("progress", _progress, running=True, after=lambda stage: stage.held.set()),
    Screen("undo", _undo_toast, after=undo),
    Screen("empty-today", tab("today"), book="empty"),
    Screen("empty-prospects", tab("prospects"), book="empty"),
    Screen("empty-sales", tab("sales"), book="empty"),
    Screen("empty-service", tab("service"), book="empty"),
    Screen("empty-marketing", tab("marketing"), book="empty"),
    Screen("empty-compare", tab("compare"), book="empty"),
    Screen("empty-history", run("today", "app.history"), True, book="empty"),
    Screen("first-page", nothing, book="none"),
)
