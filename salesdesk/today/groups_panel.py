"""The cards of Today's left column: a group of lines, or the word that nothing is left."""

from collections.abc import Callable, Mapping, Sequence

from salesdesk.base.i18n import N_, _, ngettext
from salesdesk.today.queries import Day, TodayLine
from salesdesk.today.rows_panel import TodayRow
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Button, Card, EmptyState, Link, Press, boxed, row

TITLES = {
    "calls": N_("Calls to make"),
    "promises": N_("Promises due"),
    "follow_ups": N_("Follow-ups after a sale"),
}
MOST_LINES = 40


def group_card(
    desk: Desk,
    group: str,
    lines: Sequence[TodayLine],
    owners: Mapping[int, str],
    start_calling: Callable[[], object] | None,
    unfold: Callable[[], object] | None,
) -> tuple[Card, list[TodayRow]]:
    """A group with its rows. ``owners`` are the names to show by staff id (none: everything is one's own).

    Without ``unfold`` every line is shown, else at most `MOST_LINES` and a link that calls it.
    """
    still_open = any(line.is_call for line in lines)
    trailing = None
    if start_calling is not None and still_open:
        trailing = Button(_("Start calling"), "ghost", icon="play", size="small", on_click=start_calling)
    card = Card(_(TITLES[group]), trailing, count=str(len(lines)), padding=False)
    card.body.setSpacing(0)
    rows = [
        TodayRow(line, desk.currency, desk.language, owners.get(line.task.staff_id or 0, ""))
        for line in (lines if unfold is None else lines[:MOST_LINES])
    ]
    for shown in rows:
        card.body.addWidget(shown)
    hidden = len(lines) - len(rows)
    if unfold is not None and hidden:
        words = ngettext("Show {n} more", "Show {n} more", hidden).format(n=hidden)
        card.body.addWidget(boxed(row(Link(words, on_click=unfold), margins=(12, 6, 12, 8))))
    return card, rows


def all_clear(desk: Desk, day: Day) -> Card:
    """What an empty day says: the first thing of tomorrow, and what one could do now."""
    if day.tomorrow:
        first = day.tomorrow[0]
        sentence = ngettext(
            "Next: {n} thing tomorrow, {what} first.",
            "Next: {n} things tomorrow, {what} first.",
            len(day.tomorrow),
        ).format(n=len(day.tomorrow), what=first.title or first.party)
    else:
        sentence = _("Nothing is due tomorrow either. Who asked about a product lately?")

    def add() -> None:
        desk.run_action("prospects.new")

    new = Press(_("New prospect"), add, key="Ctrl+N", kind="primary")
    card = Card()
    card.add(EmptyState("sun", _("All clear for today"), sentence, new, None))
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
