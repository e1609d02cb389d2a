"""What the book has about the record a row may mean, to be laid beside what the file says."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from salesdesk.base.fields import Kind
from salesdesk.exchange.plans import Rehearsal, RowPlan
from salesdesk.store.database import Store


def record_meant(plan: RowPlan) -> int | None:
    """The record a row changes or may be, None for a row that means none."""
    return plan.target_id or (plan.candidates[0][0] if plan.candidates else None)


def book_values(rehearsal: Rehearsal, store: Store, plan: RowPlan) -> dict[str, Any]:
    """The record's values by field, of the fields that the file has; {} for a row that means none."""
    record_id, importer = record_meant(plan), rehearsal.importer
    if record_id is None:
        return {}
    columns = {key: importer.column(key) for key in rehearsal.mapping.by_field()}
    known = {key: column for key, column in columns.items() if column is not None}
    if not known:
        return {}
    labelled = [column.label(key) for key, column in known.items()]
    with store.reading() as db:
        row = db.execute(select(*labelled).where(importer.table.c.id == record_id)).mappings().first()
    return dict(row) if row is not None else {}


def new_labels(rehearsal: Rehearsal, store: Store) -> dict[str, list[str]]:
    """The labels of the rows at hand that the book does not have yet, by field."""
    out: dict[str, list[str]] = {}
    for one in rehearsal.importer.fields:
        column = rehearsal.importer.column(one.key)
        if one.kind is not Kind.TAGS or one.key not in rehearsal.mapping.by_field() or column is None:
            continue
        with store.reading() as db:
            there = set(_split(str(tags) for tags in db.execute(select(column).distinct()).scalars()))
        wanted = _split(str(plan.values.get(one.key) or "") for plan in rehearsal.plans.values())
        out[one.key] = [tag for tag in dict.fromkeys(wanted) if tag not in there]
    return {key: tags for key, tags in out.items() if tags}


def _split(texts: Iterable[str]) -> list[str]:
    return [tag.strip() for text in texts for tag in text.split(",") if tag.strip()]
