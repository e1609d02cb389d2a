"""The lines of Today and their order; no reading here, so that the first page can have them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import relative_day
from salesdesk.parties.due import TaskDue

if TYPE_CHECKING:
    from salesdesk.base.metrics import Value
    from salesdesk.sales.sale_queries import Owed
    from salesdesk.sales.target_queries import MonthTarget
    from salesdesk.service.case_queries import CaseRow

GROUPS = ("calls", "promises", "follow_ups")


class TodayLine(NamedTuple):
    """A task as Today shows it. ``mark`` is its time, or how long after the sale a follow-up comes;
    ``for_part`` says that the promise is about a part a case waits for."""

    task: TaskDue
    group: str
    mark: str
    late: bool
    badge: str
    tone: str
    for_part: bool = False

    @property
    def done(self) -> bool:
        """Whether it is ticked off."""
        return self.task.done_at is not None

    @property
    def can_log(self) -> bool:
        """Whether a call can be logged on it."""
        return not self.done and self.task.party_id is not None

    @property
    def is_call(self) -> bool:
        """Whether it is a call that is still to be made."""
        return self.can_log and self.group == "calls"


class Month(NamedTuple):
    """The month so far: revenue against its target, and satisfaction."""

    target: MonthTarget
    satisfaction: Value


class Day(NamedTuple):
    """Everything that Today shows."""

    lines: dict[str, list[TodayLine]]
    cases: list[CaseRow]
    owed: list[Owed]
    month: Month
    tomorrow: list[TaskDue]
    cases_over: int
    case_words: dict[int, str]

    def open_in(self, group: str) -> int:
        """How many lines of a group are still to be done."""
        return sum(not line.done for line in self.lines[group])


class Beside(NamedTuple):
    """What the order and the marks of the lines need besides the tasks: on which day the sales of follow-ups
    were made, who of the called is new, and which cases wait for a part."""

    sold: Mapping[int, date]
    fresh: Collection[int]
    parts: Collection[int]


def arranged(
    tasks: Sequence[TaskDue], beside: Beside, today: date, language: str
) -> dict[str, list[TodayLine]]:
    """The lines by group. The same data give the same order."""
    sold = beside.sold
    lines: dict[str, list[TodayLine]] = {group: [] for group in GROUPS}
    for task in sorted(tasks, key=lambda t: _rank(t, today, sold.get(t.sale_id or 0, today))):
        line = _line(task, today, sold.get(task.sale_id or 0), language)
        if not line.badge and line.is_call and task.party_id in beside.fresh:
            line = line._replace(badge=_("new"), tone="sales")
        waits = task.kind == "promise" and task.case_id in beside.parts
        lines[line.group].append(line._replace(for_part=waits))
    return lines


def group_of(task: TaskDue) -> str:
    """Where a task stands: calls, follow-ups after a sale, or promises."""
    if task.origin == "plan":
        return "follow_ups"
    return "calls" if task.kind == "call" else "promises"


def _rank(task: TaskDue, today: date, sold_on: date) -> tuple[bool, bool, str, int, int, int]:
    """Late first, then by time, then what was sold last, then the larger amount; what is done stands last."""
    late = task.due_on is not None and task.due_on < today
    since, worth = (today - sold_on).days, -(task.amount or 0)
    return task.done_at is not None, not late, task.due_time or "99:99", since, worth, task.id


def _line(task: TaskDue, today: date, sold_on: date | None, language: str) -> TodayLine:
    late = task.due_on is not None and task.due_on < today and task.done_at is None
    mark = task.due_time
    if task.origin == "plan" and sold_on is not None and not mark:
        mark = _since_sale((today - sold_on).days)
    badge, tone = "", "neutral"
    if late and task.due_on is not None:
        badge, tone = relative_day(task.due_on, today, language), "danger"
    elif task.kind == "rating":
        badge, tone = _("CSAT"), "service"
    return TodayLine(task, group_of(task), mark, late, badge, tone)


def _since_sale(days: int) -> str:
    if days < 60:
        return _("day {n}").format(n=days)
    return ngettext("{n} mo.", "{n} mo.", days // 30).format(n=days // 30)
