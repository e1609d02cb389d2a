"""The cards of Today's left column: a group of lines, or the word that nothing is left."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QAbstractButton

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.base.periods import format_day
from salesdesk.parties.due import TaskDue
from salesdesk.today.lines import Day, TodayLine, group_of
from salesdesk.today.rows_panel import MARK, NAME, OpenerRow, TodayRow, task_icon
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Button, Card, EmptyState, Icon, Label, Link, Press, boxed, row

TITLES = {
    "calls": N_("Calls to make"),
    "promises": N_("Promises due"),
    "follow_ups": N_("Follow-ups after a sale"),
}
MOST_LINES = 40


class Place(NamedTuple):
    """For whom rows are written. ``owners`` are the names to show by staff id: none, all is one's own."""

    currency: str
    language: str
    owners: Mapping[int, str]


def group_card(
    place: Place,
    group: str,
    lines: Sequence[TodayLine],
    start_calling: Callable[[], object] | None,
    unfold: Callable[[], object] | None,
    most: int = MOST_LINES,
) -> tuple[Card, list[TodayRow]]:
    """A group with its rows, at most so many, and with more of them a link that calls ``unfold``."""
    still_open = any(line.is_call for line in lines)
    trailing = None
    if start_calling is not None and still_open:
        trailing = Button(_("Start calling"), "ghost", icon="play", size="small", on_click=start_calling)
    card = Card(_(TITLES[group]), trailing, count=str(len(lines)), padding=False)
    card.body.setSpacing(0)
    rows = [
        TodayRow(line, place.currency, place.language, place.owners.get(line.task.staff_id or 0, ""))
        for line in lines[:most]
    ]
    for shown in rows:
        card.body.addWidget(shown)
    hidden = len(lines) - len(rows)
    if unfold is not None and hidden:
        words = ngettext("Show {n} more", "Show {n} more", hidden).format(n=hidden)
        card.body.addWidget(boxed(row(Link(words, on_click=unfold), margins=(12, 6, 12, 8))))
    return card, rows


class EmptyDay:
    """What stands where there is nothing left to do: a word of it, or on request tomorrow's list.

    ``changed`` is called when the other one is to be shown.
    """

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        self._desk, self._changed = desk, changed
        self._tomorrow = False
        self._card: Card | None = None

    def card(self, day: Day) -> Card:
        """What to show for a day without lines."""
        if self._tomorrow and day.tomorrow:
            self._card = tomorrow_card(self._desk, day.tomorrow, partial(self._see, False))
        else:
            self._card = all_clear(self._desk, day, partial(self._see, True))
        return self._card

    def _see(self, tomorrow: bool) -> None:
        self._tomorrow = tomorrow
        self._changed()
        # The button that leads back, or on, gets the keys.
        button = self._card.findChild(QAbstractButton) if self._card is not None else None
        if button is not None:
            button.setFocus()


def all_clear(desk: Desk, day: Day, see_tomorrow: Callable[[], object]) -> Card:
    """What an empty day says: the first thing of tomorrow, and what one could do now."""

    def add() -> None:
        desk.run_action("prospects.new")

    if day.tomorrow:
        sentence = _first_tomorrow(day.tomorrow)
        primary, quiet = Press(_("See tomorrow"), see_tomorrow, kind="primary"), None
    else:
        sentence = _("Nothing is due tomorrow either. Who asked about a product lately?")
        primary, quiet = Press(_("New prospect"), add, key="Ctrl+N", kind="primary"), None
    card = Card()
    card.add(EmptyState("sun", _("All clear for today"), sentence, primary, quiet))
    card.setMinimumHeight(260)
    return card


def line_after(rows: Mapping[int, TodayRow], task_id: int, group: str = "") -> int | None:
    """The next line that is still to be done, going round; within a group when one is named."""
    still_open = [
        i
        for i, shown in rows.items()
        if i == task_id or (not shown.line.done and group in ("", shown.line.group))
    ]
    if task_id not in still_open or len(still_open) < 2:
        return None
    return still_open[(still_open.index(task_id) + 1) % len(still_open)]


def _first_tomorrow(tasks: Sequence[TaskDue]) -> str:
    n, first = len(tasks), tasks[0]
    if any(group_of(task) != "calls" for task in tasks):
        return ngettext(
            "Next: {n} thing tomorrow, {what} first.", "Next: {n} things tomorrow, {what} first.", n
        ).format(n=n, what=first.title or first.party)
    times = [task.due_time for task in tasks if task.due_time]
    if not times:
        return ngettext("Next: {n} call tomorrow.", "Next: {n} calls tomorrow.", n).format(n=n)
    return ngettext(
        "Next: {n} call tomorrow, from {time}.", "Next: {n} calls tomorrow, from {time}.", n
    ).format(n=n, time=min(times))


def tomorrow_card(desk: Desk, tasks: Sequence[TaskDue], back: Callable[[], object]) -> Card:
    """What is due tomorrow, to read only; a line opens its person."""
    day = format_day(desk.store.today() + timedelta(days=1), desk.language, "long")
    returns = Button(_("Back to today"), "ghost", icon="arrow-left", size="small", on_click=back)
    title = _("Tomorrow, {day}").format(day=day)
    card = Card(title, returns, count=str(len(tasks)), padding=False)
    card.body.setSpacing(0)
    for task in tasks[:MOST_LINES]:
        time = Label(task.due_time or "—", "body", "ink2")
        time.setFixedWidth(theme.scaled(MARK))
        name = Label(task.party or task.title, "strong", elide="end")
        name.setFixedWidth(theme.scaled(NAME))
        reason = Label(task.title if task.party else "", "body", "ink2", elide="end")
        inside = row(
            Icon(task_icon(task.kind), "ink2"), time, name, reason, spacing=12, margins=(16, 10, 14, 9)
        )
        inside.setStretch(3, 1)
        about = ("party", task.party_id or 0)
        said = ", ".join(part for part in (task.due_time, task.party, task.title) if part)
        card.body.addWidget(OpenerRow(said, partial(desk.open_record, *about), inside, about))
    return card
