"""Today's lines read by a bare connection, for the first page; `queries` reads the same and more.

A test holds both to the same lines in the same order.
"""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from salesdesk.parties.due import TaskDue
from salesdesk.store.glimpse import CALLED, Glimpse
from salesdesk.today.lines import Beside, TodayLine, arranged, group_of

_TASKS = f"""
SELECT t.id, t.kind, t.purpose, t.title, t.due_on, t.due_time, t.next_step, t.origin, t.amount, t.party_id,
       {CALLED} AS party,
       p.phone, p.hot, t.deal_id, t.case_id, t.sale_id, t.quote_id, t.owned_item_id, t.staff_id, t.done_at
FROM task t LEFT JOIN party p ON p.id = t.party_id
WHERE ((t.done_at IS NULL AND t.due_on <= :today) OR t.done_on = :today) AND t.deleted_at IS NULL
  AND (:staff IS NULL OR t.staff_id = :staff OR t.staff_id IS NULL) AND p.deleted_at IS NULL
ORDER BY t.due_on, t.due_time, t.id LIMIT 500
"""  # noqa: S608 - text of this very file
_AMONG = "IN (SELECT value FROM json_each(:ids))"
_SOLD = f"SELECT id, sold_on FROM sale WHERE id {_AMONG}"  # noqa: S608 - text of this very file
_FRESH = f"SELECT id FROM party WHERE id {_AMONG} AND state = 'prospect' AND prospect_stage = 'new'"  # noqa: S608
_PARTS = f"SELECT id FROM service_case WHERE id {_AMONG} AND status = 'waiting_part'"  # noqa: S608


def first_lines(seen: Glimpse, staff_id: int | None, language: str) -> dict[str, list[TodayLine]]:
    """The lines by group of one person, or of everybody with None."""
    today = seen.today()
    tasks = [_task(row) for row in seen.rows(_TASKS, today=today.isoformat(), staff=staff_id)]

    def ask(statement: str, ids: Collection[int | None]) -> list[dict[str, Any]]:
        wanted = [i for i in ids if i]
        return list(seen.rows(statement, ids=json.dumps(wanted))) if wanted else []

    sold = ask(_SOLD, {t.sale_id for t in tasks if t.origin == "plan"})
    fresh = ask(_FRESH, {t.party_id for t in tasks if group_of(t) == "calls"})
    parts = ask(_PARTS, {t.case_id for t in tasks if t.kind == "promise"})
    beside = Beside(
        {r["id"]: date.fromisoformat(r["sold_on"]) for r in sold if r["sold_on"]},
        {r["id"] for r in fresh},
        {r["id"] for r in parts},
    )
    return arranged(tasks, beside, today, language)


def first_names(seen: Glimpse) -> dict[int, str]:
    """What everybody at the desk is called, by id."""
    return {r["id"]: r["name"] for r in seen.rows("SELECT id, name FROM staff_member")}


def _task(row: dict[str, Any]) -> TaskDue:
    due, done = row["due_on"], row["done_at"]
    return TaskDue(
        **{
            **row,
            "due_on": date.fromisoformat(due) if due else None,
            "done_at": datetime.fromisoformat(done) if done else None,
            "next_step": bool(row["next_step"]),
            "hot": bool(row["hot"]),
            "party": row["party"] if row["party_id"] else "",
            "phone": row["phone"] or "",
        }
    )
