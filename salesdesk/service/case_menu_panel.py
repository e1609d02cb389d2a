"""The department's commands with their keys, the menu of the case page, and the menu of the queue's rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from salesdesk.base.i18n import N_, _
from salesdesk.service.case_acts_panel import CaseActs
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

SCOPE, LIST_SCOPE, PAGE_SCOPE = "service", "service.list", "service.case"


class _Act(NamedTuple):
    """A command: ``does`` is a method of `CaseActs`, ``when`` one that says whether it may run."""

    key: str
    label: str
    does: str
    icon: str
    chord: str = ""
    letter: str = ""
    when: str = "some"


_ACTS = (
    _Act("new_case", N_("New case"), "new_case", "wrench", letter="c", when=""),
    _Act("timer", N_("Start or pause the timer"), "timer", "timer", "Ctrl+T", when="is_open"),
    _Act("resolve", N_("Resolve the case"), "resolve", "circle-check", "Ctrl+R", when="is_open"),
    _Act("rate", N_("Rate the case"), "rate", "smile"),
    _Act("move", N_("Move the case to…"), "move", "arrow-right", letter="m", when="is_open"),
    _Act("log", N_("Log a call on the case"), "log_call", "phone", letter="l"),
    _Act("note", N_("Note on the case"), "note", "pencil", letter="n"),
    _Act("edit", N_("Edit the case"), "edit", "pencil", "F2"),
    _Act("plan", N_("Plan a visit…"), "plan_job", "calendar-days", when="is_open"),
    _Act("training", N_("Log a training session…"), "log_training", "book-open"),
    _Act("add_time", N_("Add time…"), "add_time", "timer"),
    _Act("checklist", N_("Checklist"), "checklist", "clipboard-list", when="on_page"),
    _Act("reopen", N_("Reopen the case"), "reopen", "rotate-ccw", when="is_solved"),
    _Act("article", N_("Write an article"), "write_article", "book-open"),
    _Act("articles", N_("Articles"), "articles", "book-open", when=""),
    _Act("sell", N_("Turn into a sale"), "sell", "handshake", when="may_sell"),
    _Act("print", N_("Print the job sheet…"), "print_sheet", "printer"),
    _Act("history", N_("History of the case"), "history", "history"),
    _Act("bin", N_("Delete the case"), "bin", "trash-2", "Del"),
    _Act("back", N_("Back to the queue"), "go_back", "arrow-left", when="on_page"),
    _Act("open", N_("Show the case"), "show_chosen", "arrow-right"),
)
_RATE = (
    N_("Rate the case 1 of 5"),
    N_("Rate the case 2 of 5"),
    N_("Rate the case 3 of 5"),
    N_("Rate the case 4 of 5"),
    N_("Rate the case 5 of 5"),
)
_ROW = ("open", "timer", "log", "plan", "move", "edit", "rate", "reopen", "print", "history", "bin")
_PAGE = (
    ("edit", "reopen", "plan", "training", "add_time", "checklist"),
    ("sell", "article", "articles", "print"),
    ("history", "bin"),
)


class CaseMenu:
    """Makes actions of `CaseActs` and menus of the actions."""

    def __init__(self, desk: Desk, acts: CaseActs) -> None:
        self._desk, self._acts = desk, acts

    def actions(self) -> list[Action]:
        """Every command with its keys."""
        made = [
            Action(
                f"service.{act.key}",
                act.label,
                self._runner(getattr(self._acts, act.does)),
                act.icon,
                act.chord,
                act.letter,
                SCOPE,
                self._allowed(act.when),
            )
            for act in _ACTS
        ]
        for score, label in enumerate(_RATE, start=1):
            chord = f"Alt+{score}"
            made.append(
                Action(
                    f"service.rate_{score}",
                    label,
                    partial(self._rate, score),
                    "smile",
                    chord,
                    "",
                    PAGE_SCOPE,
                    self._acts.on_page,
                )
            )
        return made

    def _rate(self, score: int) -> None:
        self._acts.page.rate(score)

    def _runner(self, does: Callable[[], object]) -> Callable[..., object]:
        def run(*subject: object) -> None:
            self._acts.about(*subject)
            try:
                does()
            finally:
                self._acts.about()

        return run

    def _allowed(self, when: str) -> Callable[..., bool]:
        check: Callable[[], bool] = getattr(self._acts, when) if when else lambda: True

        def allowed(*subject: object) -> bool:
            self._acts.about(*subject)
            try:
                return check()
            finally:
                self._acts.about()

        return allowed

    def row_actions(self) -> Sequence[Action]:
        """The menu of a row of the queue."""
        return self._known(_ROW)

    def _known(self, keys: Sequence[str]) -> list[Action]:
        found = [self._desk.find_action(f"service.{key}") for key in keys]
        return [action for action in found if action is not None and action.enabled()]

    def fill_page_menu(self) -> None:
        """The menu of the page, anew each time it is shown."""
        menu = self._acts.page.menu
        menu.clear()
        moves = menu.addMenu(_("Move to"))
        moves.setEnabled(self._acts.is_open())
        self._acts.fill_moves(moves)
        for group in _PAGE:
            part = self._desk.actions.menu(menu, self._known(group))
            for line in part.actions():
                line.setParent(menu)
                menu.addAction(line)
            menu.addSeparator()
