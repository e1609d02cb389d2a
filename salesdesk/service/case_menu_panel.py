"""What can be done with a case: the commands behind the keys, the menu of its page and the queue's menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget
from sqlalchemy import select

from salesdesk.base import choices
from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.i18n import N_, _
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.service import commands, queries
from salesdesk.service.article_dialog import write_article
from salesdesk.service.case_dialog import EditCaseSheet, open_new_case
from salesdesk.service.case_page import CasePageView
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.fields import CASE_FIELDS
from salesdesk.service.rating_dialog import AddTimeSheet, RateSheet, ReopenSheet, show
from salesdesk.store import schema as s
from salesdesk.ui.actions import Action
from salesdesk.ui.desk import Desk

SCOPE, LIST_SCOPE, PAGE_SCOPE = "service", "service.list", "service.case"
_MOVES = ("working", "waiting_customer", "waiting_part", "scheduled")


class CaseMenu:
    """Acts on the case of the page when it is shown, else on the current row of the list.

    ``chosen`` gives that case's id. ``page_shown`` tells whether the page is shown.
    """

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        page: CasePageView,
        chosen: Callable[[], int | None],
        page_shown: Callable[[], bool],
        open_case: Callable[[int], object],
        back: Callable[[], object],
    ) -> None:
        self._desk, self._owner, self.page = desk, owner, page
        self._chosen, self._page_shown = chosen, page_shown
        self._open_case, self._back = open_case, back
        page.menu.aboutToShow.connect(self._fill_page_menu)
        page.reopen_wanted.connect(self.reopen)
        page.article_wanted.connect(self.write_article)

    # ------------------------------------------------------------- which case

    def _case(self) -> CaseRow | None:
        case_id = self._chosen()
        if case_id is None:
            return None
        with self._desk.store.reading() as db:
            return queries.case_rows(db, [case_id]).get(case_id)

    def _is_open(self) -> bool:
        case = self._case()
        return case is not None and case.status not in SOLVED_STATUSES

    def _is_solved(self) -> bool:
        case = self._case()
        return case is not None and case.status in SOLVED_STATUSES

    def _some(self) -> bool:
        return self._chosen() is not None

    # ------------------------------------------------------------- acts

    def new_case(self) -> None:
        """Ask for a new case; on the page of one its customer is given."""
        given = {}
        page = self.page.page
        if self._page_shown() and page is not None and page.owner is not None:
            given = {"party_id": page.owner.id}
        open_new_case(self._desk, **given)

    def timer(self) -> None:
        """Start or pause the timer of the case."""
        if self._page_shown():
            self.page.toggle_timer()
            return
        case_id, store = self._chosen(), self._desk.store
        if case_id is None:
            return
        with store.reading() as db:
            running = queries.running_timer(db, store.staff_id)
        if running is not None and running.case_id == case_id:
            self._desk.do(commands.pause_timer, case_id)
        else:
            self._desk.do(commands.start_timer, case_id)

    def resolve(self) -> None:
        """Solve the case of the page; from the list its page is opened first."""
        case_id = self._chosen()
        if not self._page_shown() and case_id is not None:
            self._open_case(case_id)
            return
        self.page.resolve()

    def rate(self) -> None:
        """Ask for the rating of a solved case, or put the focus on the page's rating."""
        case = self._case()
        if self._page_shown():
            self.page.focus_rating()
        elif case is not None:
            self.rate_case(case.id)

    def rate_case(self, case_id: int) -> None:
        """The sheet for a solved case's rating."""
        with self._desk.store.reading() as db:
            case = queries.case_rows(db, [case_id]).get(case_id)
        if case is not None:
            show(RateSheet(self._desk, case))

    def move(self) -> None:
        """The menu of where an open case may stand."""
        menu = QMenu(self._owner)
        self._fill_moves(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(
            QCursor.pos()
            if self._owner.underMouse()
            else self._owner.mapToGlobal(self._owner.rect().center())
        )

    def _fill_moves(self, menu: QMenu) -> None:
        case = self._case()
        for status in _MOVES:
            line = menu.addAction(choices.label(choices.CASE_STATUSES, status))
            line.setCheckable(True)
            line.setChecked(case is not None and case.status == status)
            line.triggered.connect(lambda _on=False, status=status: self._move_to(status))

    def _move_to(self, status: str) -> None:
        case_id = self._chosen()
        if case_id is not None:
            self._desk.do(commands.set_status, case_id, status)

    def edit(self) -> None:
        """Change the facts of the case."""
        case_id = self._chosen()
        if case_id is None:
            return
        with self._desk.store.reading() as db:
            t = s.service_case
            facts = (
                db.execute(select(t).where(t.c.id == case_id, t.c.deleted_at.is_(None))).mappings().first()
            )
        if facts is not None:
            show(EditCaseSheet(self._desk, case_id, dict(facts)))

    def reopen(self) -> None:
        """Take a solved case up again."""
        case = self._case()
        if case is not None:
            show(ReopenSheet(self._desk, case.id, case.number))

    def add_time(self) -> None:
        """Add work that no timer measured."""
        case = self._case()
        if case is not None:
            show(AddTimeSheet(self._desk, case.id, case.number))

    def write_article(self) -> None:
        """Keep what was learnt."""
        case_id = self._chosen()
        if case_id is not None:
            with self._desk.store.reading() as db:
                page = queries.case_page(db, case_id)
            write_article(self._desk, page)

    def history(self) -> None:
        """Who changed what."""
        case = self._case()
        if case is not None:
            title = _("History of {number}").format(number=case.number)
            show(HistorySheet(self._desk, "service_case", case.id, CASE_FIELDS, title))

    def bin(self) -> None:
        """Put the case into the Bin."""
        case_id = self._chosen()
        if case_id is not None:
            self._desk.do(commands.bin_case, case_id)

    def sell(self) -> None:
        """Begin a sale that came out of the case."""
        self._desk.run_action("sales.new_sale")

    def log(self, kind: str) -> None:
        """Begin to write an entry of a kind on the case's page."""
        case_id = self._chosen()
        if case_id is not None:
            self._open_case(case_id)
            self.page.work.begin(kind)

    # ------------------------------------------------------------- as actions

    def actions(self) -> list[Action]:
        """Every command with its keys."""
        solved, is_open, some = self._is_solved, self._is_open, self._some
        on_page = self._page_shown
        both = lambda: some() and on_page()  # noqa: E731 - asked often, said once
        make = Action
        return [
            make("service.new_case", N_("New case"), self.new_case, "wrench", letter="c", scope=SCOPE),
            make(
                "service.timer",
                N_("Start or pause the timer"),
                self.timer,
                "timer",
                "Ctrl+T",
                scope=SCOPE,
                enabled=is_open,
            ),
            make(
                "service.resolve",
                N_("Resolve the case"),
                self.resolve,
                "circle-check",
                "Ctrl+R",
                scope=SCOPE,
                enabled=is_open,
            ),
            make("service.rate", N_("Rate the case"), self.rate, "smile", scope=SCOPE, enabled=some),
            make(
                "service.move",
                N_("Move the case to…"),
                self.move,
                "arrow-right",
                letter="m",
                scope=SCOPE,
                enabled=is_open,
            ),
            make(
                "service.log",
                N_("Log a call on the case"),
                lambda: self.log("call"),
                "phone",
                letter="l",
                scope=SCOPE,
                enabled=some,
            ),
            make(
                "service.note",
                N_("Note on the case"),
                lambda: self.log("note"),
                "pencil",
                letter="n",
                scope=SCOPE,
                enabled=some,
            ),
            make("service.edit", N_("Edit the case"), self.edit, "pencil", "F2", scope=SCOPE, enabled=some),
            make("service.add_time", N_("Add time…"), self.add_time, "timer", scope=SCOPE, enabled=some),
            make(
                "service.checklist",
                N_("Checklist"),
                self._begin_checklist,
                "clipboard-list",
                scope=SCOPE,
                enabled=both,
            ),
            make(
                "service.reopen",
                N_("Reopen the case"),
                self.reopen,
                "rotate-ccw",
                scope=SCOPE,
                enabled=solved,
            ),
            make(
                "service.article",
                N_("Write an article"),
                self.write_article,
                "book-open",
                scope=SCOPE,
                enabled=some,
            ),
            make(
                "service.sell",
                N_("Turn into a sale"),
                self.sell,
                "handshake",
                scope=SCOPE,
                enabled=self._can_sell,
            ),
            make(
                "service.history",
                N_("History of the case"),
                self.history,
                "history",
                scope=SCOPE,
                enabled=some,
            ),
            make("service.bin", N_("Delete the case"), self.bin, "trash-2", "Del", scope=SCOPE, enabled=some),
            make(
                "service.back",
                N_("Back to the queue"),
                lambda: _ignore(self._back()),
                "arrow-left",
                "Alt+Left",
                scope=SCOPE,
                enabled=on_page,
            ),
            *(
                make(
                    f"service.rate_{n}",
                    _RATE[n - 1],
                    lambda n=n: self.page.rate(n),
                    "smile",
                    f"Alt+{n}",
                    scope=PAGE_SCOPE,
                    enabled=on_page,
                )
                for n in range(1, 6)
            ),
        ]

    def _can_sell(self) -> bool:
        action = self._desk.find_action("sales.new_sale")
        return action is not None and action.enabled() and self._some()

    def _begin_checklist(self) -> None:
        self.page.work.checklist.begin()

    def row_actions(self) -> Sequence[Action]:
        """The menu of a row of the queue."""
        case_id = self._chosen()
        keys = [
            "service.timer",
            "service.log",
            "service.move",
            "service.edit",
            "service.rate",
            "service.reopen",
            "service.history",
            "service.bin",
        ]
        found = [self._desk.find_action(key) for key in keys]
        out = [action for action in found if action is not None and action.enabled()]
        if case_id is None:
            return out
        return [
            Action(
                "service.open",
                N_("Show the case"),
                lambda: _ignore(self._open_case(case_id)),
                "arrow-right",
                "Return",
            ),
            *out,
        ]

    def _fill_page_menu(self) -> None:
        menu = self.page.menu
        menu.clear()
        groups = (
            ("service.edit", "service.reopen", "service.add_time", "service.checklist"),
            ("service.sell", "service.article"),
            ("service.history", "service.bin"),
        )
        moves = menu.addMenu(_("Move to"))
        moves.setEnabled(self._is_open())
        self._fill_moves(moves)
        for group in groups:
            known = [self._desk.find_action(key) for key in group]
            part = self._desk.actions.menu(menu, [a for a in known if a is not None and a.enabled()])
            for line in part.actions():
                line.setParent(menu)
                menu.addAction(line)
            menu.addSeparator()


_RATE = (
    N_("Rate the case 1 of 5"),
    N_("Rate the case 2 of 5"),
    N_("Rate the case 3 of 5"),
    N_("Rate the case 4 of 5"),
    N_("Rate the case 5 of 5"),
)


def _ignore(_answer: object) -> None:
    """An action gives no answer."""
