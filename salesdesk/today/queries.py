"""What is to be done now, in the order a shop works: calls, promises, follow-ups, cases, money, the month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from salesdesk.base.i18n import _, ngettext
from salesdesk.base.metrics import SATISFACTION, Value
from salesdesk.base.periods import Period, format_day, month_of, relative_day
from salesdesk.parties.queries import TaskDue, list_tasks_due
from salesdesk.sales.sale_queries import Owed, money_to_collect
from salesdesk.sales.target_queries import MonthTarget, month_target
from salesdesk.service.case_queries import CaseRow, cases_about_to_breach
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of

GROUPS = ("calls", "promises", "follow_ups")
MOST_CASES, MOST_MONEY = 6, 8


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


def read_day(db: Connection, now: datetime, today: date, staff_id: int | None, language: str) -> Day:
    """The day of one person (or of everybody, with None). The same data give the same order."""
    tasks = list_tasks_due(db, today, staff_id=staff_id, done_on=today)
    sold, fresh, parts = _sold_days(db, tasks), _new_people(db, tasks), _waiting_for_part(db, tasks)
    lines: dict[str, list[TodayLine]] = {group: [] for group in GROUPS}
    for task in sorted(tasks, key=lambda t: _rank(t, today, sold.get(t.sale_id or 0, today))):
        line = _line(task, today, sold.get(task.sale_id or 0), language)
        if not line.badge and line.is_call and task.party_id in fresh:
            line = line._replace(badge=_("new"), tone="sales")
        lines[line.group].append(line._replace(for_part=task.kind == "promise" and task.case_id in parts))
    owed = [o for o in money_to_collect(db, today, 200) if o.due_on is None or o.days_late >= -7]
    tomorrow = list_tasks_due(db, today + timedelta(days=1), staff_id=staff_id)
    cases = cases_about_to_breach(db, now, MOST_CASES)
    month = Month(
        month_target(db, today), SATISFACTION.value(sums_of(db, Period(month_of(today).start, today)))
    )
    return Day(
        lines,
        cases,
        owed,
        month,
        [t for t in tomorrow if t.due_on and t.due_on > today],
        sum(case.promised_at is not None and case.promised_at < now for case in cases),
        _case_words(db, cases, today, language),
    )


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


def _sold_days(db: Connection, tasks: Sequence[TaskDue]) -> dict[int, date]:
    ids = {t.sale_id for t in tasks if t.sale_id and t.origin == "plan"}
    t = s.sale.c
    return {r.id: r.sold_on for r in db.execute(select(t.id, t.sold_on).where(t.id.in_(ids))) if r.sold_on}


def _new_people(db: Connection, tasks: Sequence[TaskDue]) -> set[int]:
    """Those with a call to come who asked for the first time and were not spoken to yet."""
    p = s.party.c
    ids = {t.party_id for t in tasks if t.party_id and group_of(t) == "calls"}
    return set(
        db.execute(
            select(p.id).where(p.id.in_(ids), p.state == "prospect", p.prospect_stage == "new")
        ).scalars()
    )


def _waiting_for_part(db: Connection, tasks: Sequence[TaskDue]) -> set[int]:
    c = s.service_case.c
    ids = {t.case_id for t in tasks if t.case_id and t.kind == "promise"}
    return set(db.execute(select(c.id).where(c.id.in_(ids), c.status == "waiting_part")).scalars())


def _case_words(db: Connection, cases: Sequence[CaseRow], today: date, language: str) -> dict[int, str]:
    """What each case waits for: the visit that was promised, else us."""
    t = s.task.c
    visits = select(t.case_id, func.min(t.due_on)).where(
        t.case_id.in_([case.id for case in cases]), t.kind == "visit", t.done_at.is_(None),
        t.deleted_at.is_(None), t.due_on.is_not(None),
    ).group_by(t.case_id)  # fmt: skip
    days = {row[0]: row[1] for row in db.execute(visits)}
    out = {}
    for case in cases:
        if case.id not in days:
            out[case.id] = _("nobody has it yet") if case.staff_id is None else _("waiting for our diagnosis")
        elif days[case.id] == today:
            out[case.id] = _("promised a visit today")
        else:
            out[case.id] = _("promised a visit on {day}").format(
                day=format_day(days[case.id], language, "list")
            )
    return out


def tab_counts(
    db: Connection, now: datetime, today: date, staff_id: int | None
) -> dict[str, tuple[int, str]]:
    """The counts on the tabs: what is due today, and the cases that are nearly late (red when one is)."""
    tasks = list_tasks_due(db, today, staff_id=staff_id)
    cases = cases_about_to_breach(db, now, 100)
    late = [c for c in cases if c.promised_at and c.promised_at < now]
    money = [o for o in money_to_collect(db, today, 100) if o.due_on is not None and o.days_late >= 0]
    due = len(tasks) + len(cases) + len(money)
    return {"today": (due, "neutral"), "service": (len(cases), "danger" if late else "neutral")}
