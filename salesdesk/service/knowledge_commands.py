"""Writing checklists of cases, and the articles that solved cases leave behind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.service.records import case_row, case_words
from salesdesk.service.rules import search_text
from salesdesk.store import schema as s
from salesdesk.store.command import command
from salesdesk.store.database import Store


@command
def add_checklist_item(store: Store, case_id: int, words: str) -> int:
    """Add a step to a case's checklist; returns its id. Raises `UserError` for a step without words."""
    words = nfc(words).strip()
    if not words:
        raise UserError(_("Say what is to be checked."), "words")
    row = case_row(store, case_id)
    with store.changing(N_("Add a step to the checklist of {case}"), case=case_words(row)) as db:
        return store.insert(
            db, s.checklist_item, case_id=case_id, words=words, position=_next_place(db, case_id)
        )


def _next_place(db: Connection, case_id: int) -> int:
    t = s.checklist_item.c
    last = db.execute(
        select(func.max(t.position)).where(t.case_id == case_id, t.deleted_at.is_(None))
    ).scalar()
    return 0 if last is None else int(last) + 1


@command
def copy_checklist(store: Store, case_id: int, from_case_id: int) -> list[int]:
    """Take over the steps of another case's checklist, unticked; returns the new ids.

    Steps that are there already are left out.
    """
    t = s.checklist_item.c
    row = case_row(store, case_id)
    with store.changing(N_("Copy a checklist to {case}"), case=case_words(row)) as db:
        live = select(t.words).where(t.deleted_at.is_(None)).order_by(t.position, t.id)
        known = set(db.execute(live.where(t.case_id == case_id)).scalars())
        new = [w for w in db.execute(live.where(t.case_id == from_case_id)).scalars() if w not in known]
        start = _next_place(db, case_id)
        return [
            store.insert(db, s.checklist_item, case_id=case_id, words=w, position=start + n)
            for n, w in enumerate(new)
        ]


@command
def tick_checklist_item(store: Store, item_id: int, *, done: bool = True, result: str | None = None) -> None:
    """Tick a step of a checklist off (or take the tick back), with what was found; None keeps the finding."""
    row = _item_row(store, item_id)
    facts: dict[str, Any] = {"done_at": (row["done_at"] or store.now()) if done else None}
    if result is not None:
        facts["result"] = nfc(result).strip()
    with store.changing(N_("Tick off “{words}”"), words=row["words"]) as db:
        store.update(db, s.checklist_item, item_id, **facts)


@command
def remove_checklist_item(store: Store, item_id: int) -> None:
    """Take a step off a checklist; it goes into the Bin."""
    row = _item_row(store, item_id)
    with store.changing(N_("Remove “{words}” from the checklist"), words=row["words"]) as db:
        store.remove(db, s.checklist_item, item_id)


def _item_row(store: Store, item_id: int) -> RowMapping:
    with store.reading() as db:
        row = db.execute(select(s.checklist_item).where(s.checklist_item.c.id == item_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This step is no longer on the checklist."))
    return row


@command
def write_article(
    store: Store, *, title: str, body: str, case_id: int | None = None, product_id: int | None = None
) -> int:
    """Keep what was learnt as an article that new cases suggest; returns its id.

    Raises `UserError` without a title or text.
    """
    title, body = _checked(title, body)
    with store.changing(N_("Write the article “{title}”"), title=title) as db:
        return store.insert(
            db,
            s.article,
            title=title,
            body=body,
            case_id=case_id,
            product_id=product_id,
            search=_article_search(db, title, body, product_id),
        )


@command
def edit_article(store: Store, article_id: int, *, version: int | None = None, title: str, body: str) -> None:
    """Change an article. Raises `UserError` without title or text, or when somebody changed it meanwhile."""
    title, body = _checked(title, body)
    row = _article_row(store, article_id)
    with store.changing(N_("Change the article “{title}”"), title=title) as db:
        store.update(
            db,
            s.article,
            article_id,
            version=version,
            title=title,
            body=body,
            search=_article_search(db, title, body, row["product_id"]),
        )


@command
def article_helped(store: Store, article_id: int) -> None:
    """Count that an article helped once more."""
    row = _article_row(store, article_id)
    with store.changing(N_("“{title}” helped"), title=row["title"]) as db:
        store.update(db, s.article, article_id, helped=row["helped"] + 1)


@command
def remove_article(store: Store, article_id: int) -> None:
    """Put an article into the Bin."""
    row = _article_row(store, article_id)
    with store.changing(N_("Delete the article “{title}”"), title=row["title"]) as db:
        store.remove(db, s.article, article_id)


def _checked(title: str, body: str) -> tuple[str, str]:
    title, body = nfc(title).strip(), nfc(body).strip()
    if not title:
        raise UserError(_("Give the article a title."), "title")
    if not body:
        raise UserError(_("Write what to do."), "body")
    return title, body


def _article_search(db: Connection, title: str, body: str, product_id: int | None) -> str:
    product = db.execute(select(s.product.c.name).where(s.product.c.id == product_id)).scalar()
    return search_text(title, body, product)


def _article_row(store: Store, article_id: int) -> RowMapping:
    with store.reading() as db:
        row = db.execute(select(s.article).where(s.article.c.id == article_id)).mappings().first()
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This article is no longer there. Look in the Bin or in History."))
    return row
