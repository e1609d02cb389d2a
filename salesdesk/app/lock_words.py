"""The words at the bottom of the lock screen; none of them is a customer's."""

from sqlalchemy import select

from salesdesk.app.lock_page import Remarks
from salesdesk.base.i18n import _, ngettext
from salesdesk.store import schema as s
from salesdesk.store.database import Store


def after_idle(minutes: int) -> str:
    """Why it locked by itself."""
    return ngettext("Locked after {n} minute.", "Locked after {n} minutes.", minutes).format(n=minutes)


def remarks(store: Store, reason: str, sheets: bool) -> Remarks:
    """Why it is locked, what waits behind, and the timer that goes on."""
    kept = _("What you were typing is kept.") if sheets and reason else ""
    return Remarks(reason, kept, _timer(store))


def _timer(store: Store) -> str:
    t, c = s.time_entry.c, s.service_case.c
    running = (
        select(c.number)
        .join(s.time_entry, t.case_id == c.id)
        .where(t.ended_at.is_(None), t.deleted_at.is_(None), c.deleted_at.is_(None))
        .order_by(t.id)
    )
    with store.reading() as db:
        numbers = list(db.execute(running).scalars())
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Timer on {case} is still running").format(case=numbers[0])
    return ngettext("{n} timer is still running", "{n} timers are still running", len(numbers)).format(
        n=len(numbers)
    )
