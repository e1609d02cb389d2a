"""How many people some conditions reach, counted while they are being built."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_number
from salesdesk.base.task import Task
from salesdesk.marketing import audience_queries as queries
from salesdesk.marketing.audience_rules import Rules
from salesdesk.ui.desk import Desk
from salesdesk.ui.jobs import Job

QUIET_MS = 150
"""The count follows so long after the last change."""


class Counted(NamedTuple):
    """What a worker counted for some conditions; ``difference`` from a list follows a moment later."""

    rules: Rules
    reach: queries.AudienceCount
    difference: queries.ListDifference | None


class LiveCount(QObject):
    """How many people some conditions reach, counted by a worker shortly after they stopped changing.

    Counts only for a widget that is seen; what was asked for before waits until it is.
    """

    counted = Signal(object)
    """(Counted)"""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._waiting = False
        owner.installEventFilter(self)
        self._rules: Rules = ()
        self._campaign_id: int | None = None
        self._job: Job | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._ask)

    def ask(self, rules: Rules, campaign_id: int | None = None, *, at_once: bool = False) -> None:
        """Count the people of other conditions."""
        self._rules, self._campaign_id = rules, campaign_id
        self._quiet.start(0 if at_once else QUIET_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what was asked for while nobody looked."""
        if event.type() == QEvent.Type.Show and self._waiting:
            self._quiet.start(0)
        return False

    def _ask(self) -> None:
        self._waiting = not self._owner.isVisible()
        if self._waiting:
            return
        rules, store, today = self._rules, self._desk.store, self._desk.store.today()

        def work(_task: Task) -> Counted:
            with store.reading() as db:
                return Counted(rules, queries.count_audience(db, rules, today), None)

        self._run(work, self._count)

    def _count(self, counted: Counted) -> None:
        self._tell(counted)
        if self._campaign_id is not None and counted.rules == self._rules:
            self._compare(counted, self._campaign_id)

    def _compare(self, counted: Counted, campaign_id: int) -> None:
        # After the count, because it takes longer and nobody waits for it.
        store, today = self._desk.store, self._desk.store.today()

        def work(_task: Task) -> Counted:
            with store.reading() as db:
                difference = queries.list_difference(db, campaign_id, counted.rules, today)
                return counted._replace(difference=difference)

        self._run(work, self._tell)

    def _run(self, work: Callable[[Task], Counted], done: Callable[[Counted], None]) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()
        self._job = self._desk.jobs.run(_("Counting people"), work, done, quiet=True)

    def _tell(self, counted: Counted) -> None:
        self._job = None
        if counted.rules == self._rules:
            self.counted.emit(counted)


def people_words(count: int, language: str) -> str:
    """ "**184** people", the figure to be shown strong."""
    n = format_number(count, 0, language)
    return ngettext("**{n}** person", "**{n}** people", count).format(n=n)


def left_out_words(count: int, language: str) -> str:
    """How many people fit but are left out because they said no to offers."""
    if not count:
        return _("Nobody here said no to offers")
    words = ngettext("{n} who said no to offers is left out", "{n} who said no to offers are left out", count)
    return words.format(n=format_number(count, 0, language))
