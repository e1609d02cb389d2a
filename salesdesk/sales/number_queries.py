"""Reading which number the next paper of a kind gets."""

from sqlalchemy import Connection, select

from salesdesk.store import schema as s

SERIES = ("quote", "sale", "credit_note")


def upcoming_number(db: Connection, series: str) -> int:
    """The number the next paper of a kind ("quote", "sale", "credit_note") gets, without its prefix."""
    c = s.number_series.c
    found = db.execute(select(c.next_number).where(c.key == series, c.deleted_at.is_(None))).scalar()
    return int(found) if found is not None else 1
