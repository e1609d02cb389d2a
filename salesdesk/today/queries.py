"""What is to be done now, in the order a shop works: calls, promises, follow-ups, cases, money, the month."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from salesdesk.base.i18n import _
from salesdesk.base.metrics import SATISFACTION
from salesdesk.base.periods import Period, format_day, month_of
from salesdesk.parties.due import TaskDue
from salesdesk.parties.queries import list_tasks_due
from salesdesk.sales.sale_queries import money_to_collect
from salesdesk.sales.target_queries import month_target
from salesdesk.service.case_queries import CaseRow, cases_about_to_breach
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of
from salesdesk.today.lines import Beside, Day, Month, arranged, group_of

MOST_CASES, MOST_MONEY = 6, 8


def read_day(db: Connection, now: datetime, today: date, staff_id: int | None, language: str) -> Day:
    """The day of one person (or of everybody, with None). The same data give the same order."""
    tasks = list_tasks_due(db, today, staff_id=staff_id, done_on=today)
    sold, fresh, parts = _sold_days(db, tasks), _new_people(db, tasks), _waiting_for_part(db, tasks)
    lines = arranged(tasks, Beside(sold, fresh, parts), today, language)
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
