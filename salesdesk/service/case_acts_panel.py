"""What can be done with a case: the acts behind the keys, the page's menu and the queue's menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.base import choices
from salesdesk.base.choices import SOLVED_STATUSES
from salesdesk.base.i18n import _
from salesdesk.documents.print_dialog import run_print_sheet
from salesdesk.parties.history_dialog import HistorySheet
from salesdesk.service import commands, queries
from salesdesk.service.article_dialog import write_article
from salesdesk.service.articles_dialog import show_articles
from salesdesk.service.case_dialog import EditCaseSheet, case_facts, open_new_case
from salesdesk.service.case_page import CasePageView
from salesdesk.service.case_queries import CaseRow
from salesdesk.service.fields import CASE_FIELDS
from salesdesk.service.job_dialog import plan_for_case
from salesdesk.service.rating_dialog import AddTimeSheet, RateSheet, ReopenSheet, show
from salesdesk.service.training_dialog import TrainingSheet
from salesdesk.ui.desk import Desk

_MOVES = ("working", "waiting_customer", "waiting_part", "scheduled")


class CaseActs:
    """Acts on the case of the page when it is shown, else on the current row of the list.

    ``page`` gives the page, which is made when it is first asked for; ``chosen`` gives that case's id,
    ``item`` that of the chosen owned item; ``page_shown`` tells whether the page is shown.
    """

    def __init__(
        self, desk: Desk, owner: QWidget, page: Callable[[], CasePageView],
        chosen: Callable[[], int | None], page_shown: Callable[[], bool],
        open_case: Callable[[int], object], back: Callable[[], object], item: Callable[[], int | None],
    ) -> None:  # fmt: skip
        self._desk, self._owner, self._page = desk, owner, page
        self._chosen, self._page_shown = chosen, page_shown
        self._given: tuple[str, int] | None = None
        self._open_case, self._back, self._item = open_case, back, item

    @property
    def page(self) -> CasePageView:
        """The page of a case."""
        return self._page()

    # ------------------------------------------------------------- which case

    def about(self, *subject: object) -> None:
        """Act on the record given last as (…, kind, id) from now on; without one on what is chosen."""
        known = len(subject) >= 2 and isinstance(subject[-2], str) and isinstance(subject[-1], int)
        self._given = (str(subject[-2]), int(str(subject[-1]))) if known else None

    def case_id(self) -> int | None:
        """The case to act on."""
        if self._given is not None:
            return self._given[1] if self._given[0] == "case" else None
        return self._chosen()

    def _case(self) -> CaseRow | None:
        case_id = self.case_id()
        if case_id is None:
            return None
        with self._desk.store.reading() as db:
            return queries.case_rows(db, [case_id]).get(case_id)

    def is_open(self) -> bool:
        """Whether it is not solved."""
        case = self._case()
        return case is not None and case.status not in SOLVED_STATUSES

    def is_solved(self) -> bool:
        """Whether it is solved."""
        case = self._case()
        return case is not None and case.status in SOLVED_STATUSES

    def some(self) -> bool:
        """Whether there is a case to act on."""
        return self.case_id() is not None

    # ------------------------------------------------------------- acts

    def new_case(self) -> None:
        """Ask for a new case about the record given, the chosen owned item, or the customer of the page."""
        if self._given is not None:
            open_new_case(self._desk, **self._about(*self._given))
            return
        page, item = self.page.page if self._page_shown() else None, self._item()
        if page is not None and page.owner is not None:
            open_new_case(self._desk, party_id=page.owner.id)
        else:
            open_new_case(self._desk, **({"owned_item_id": item} if item is not None else {}))

    def _about(self, kind: str, record_id: int) -> dict[str, int]:
        with self._desk.store.reading() as db:
            return queries.known_of(db, kind, record_id)

    def timer(self) -> None:
        """Start or pause the timer of the case."""
        if self._on_its_page():
            self.page.toggle_timer()
            return
        case_id, store = self.case_id(), self._desk.store
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
        case_id = self.case_id()
        if not self._on_its_page() and case_id is not None:
            self._open_case(case_id)
            return
        self.page.resolve()

    def rate(self) -> None:
        """Ask for the rating of a solved case, or put the focus on the page's rating."""
        case = self._case()
        if self._on_its_page():
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
        self.fill_moves(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(
            QCursor.pos()
            if self._owner.underMouse()
            else self._owner.mapToGlobal(self._owner.rect().center())
        )

    def fill_moves(self, menu: QMenu) -> None:
        """Put a line for each place where an open case may stand into a menu."""
        case = self._case()
        for status in _MOVES:
            line = menu.addAction(choices.label(choices.CASE_STATUSES, status))
            line.setCheckable(True)
            line.setChecked(case is not None and case.status == status)
            line.triggered.connect(lambda _on=False, status=status: self._move_to(status))

    def _move_to(self, status: str) -> None:
        case_id = self.case_id()
        if case_id is not None:
            self._desk.do(commands.set_status, case_id, status)

    def edit(self) -> None:
        """Change the facts of the case."""
        case_id = self.case_id()
        if case_id is None:
            return
        facts = case_facts(self._desk.store, case_id)
        if facts is not None:
            show(EditCaseSheet(self._desk, case_id, facts))

    def reopen(self) -> None:
        """Take a solved case up again."""
        case = self._case()
        if case is not None:
            show(ReopenSheet(self._desk, case.id, case.number))

    def plan_job(self) -> None:
        """Ask for a day to go to the customer about the case."""
        case = self._case()
        if case is not None:
            plan_for_case(self._desk, case)

    def log_training(self) -> None:
        """Write a training session down."""
        case = self._case()
        if case is not None:
            show(TrainingSheet(self._desk, case))

    def add_time(self) -> None:
        """Add work that no timer measured."""
        case = self._case()
        if case is not None:
            show(AddTimeSheet(self._desk, case.id, case.number))

    def write_article(self) -> None:
        """Keep what was learnt."""
        case_id = self.case_id()
        if case_id is not None:
            with self._desk.store.reading() as db:
                page = queries.case_page(db, case_id)
            write_article(self._desk, page)

    def articles(self) -> None:
        """Look something up in what was learnt."""
        show_articles(self._desk)

    def print_sheet(self) -> None:
        """Print the job sheet, or save it as PDF."""
        case_id = self.case_id()
        if case_id is not None:
            run_print_sheet(self._desk, "job", case_id)

    def history(self) -> None:
        """Who changed what."""
        case = self._case()
        if case is not None:
            title = _("History of {number}").format(number=case.number)
            show(HistorySheet(self._desk, "service_case", case.id, CASE_FIELDS, title))

    def bin(self) -> None:
        """Put the case into the Bin."""
        case_id = self.case_id()
        if case_id is not None:
            self._desk.do(commands.bin_case, case_id)

    def sell(self) -> None:
        """Begin a sale that came out of the case, to its customer."""
        case = self._case()
        if case is not None:
            person = ("party", case.party_id) if case.party_id is not None else ()
            self._desk.actions.run("sales.new_sale", "case", case.id, *person)

    def log_call(self) -> None:
        """Begin to write a call down."""
        self._write("call")

    def note(self) -> None:
        """Begin to write a note."""
        self._write("note")

    def _write(self, kind: str) -> None:
        case_id = self.case_id()
        if case_id is not None:
            self._open_case(case_id)
            self.page.work.begin(kind)

    def _on_its_page(self) -> bool:
        return self._page_shown() and self.case_id() == self.page.case_id

    def checklist(self) -> None:
        """Show the checklist of the page, ready for the next step."""
        self.page.work.checklist.begin()

    def show_chosen(self) -> None:
        """Show the page of the case."""
        case_id = self.case_id()
        if case_id is not None:
            self._open_case(case_id)

    def go_back(self) -> None:
        """Leave the page."""
        self._back()

    def on_page(self) -> bool:
        """Whether the page of the case is shown."""
        return self._page_shown() and self.some()

    def may_sell(self) -> bool:
        """Whether a sale can begin here."""
        action = self._desk.find_action("sales.new_sale")
        return action is not None and self.some()
