"""Reading articles: those that may help with what is being typed, and one to be read."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from salesdesk.base.fold import fold, words
from salesdesk.store import schema as s


class ArticleRow(NamedTuple):
    """An article as it is suggested."""

    id: int
    title: str
    body: str
    helped: int


def suggest_articles(
    db: Connection, typed: str, product_id: int | None = None, limit: int = 3
) -> list[ArticleRow]:
    """Articles that may solve what is being typed: most words in common first, then the same product."""
    t = s.article.c
    wanted = {w for w in words(typed) if len(w) > 2}
    if not wanted and product_id is None:
        return []
    rows = db.execute(
        select(t.id, t.title, t.body, t.helped, t.product_id, t.search)
        .where(t.deleted_at.is_(None))
        .order_by(t.id.desc())
        .limit(500)
    ).all()
    ranked = []
    for row in rows:
        known = set(words(fold(row.search)))
        common = len(wanted & known)
        if common or (product_id is not None and row.product_id == product_id and not wanted):
            ranked.append(
                (
                    -common,
                    row.product_id != product_id,
                    -row.helped,
                    ArticleRow(row.id, row.title, row.body, row.helped),
                )
            )
    return [entry[3] for entry in sorted(ranked, key=lambda entry: (entry[:3], entry[3].id))[:limit]]


def list_articles(db: Connection, limit: int = 1_000) -> list[ArticleRow]:
    """The articles, those that helped most first, then the newest."""
    t = s.article.c
    rows = db.execute(
        select(t.id, t.title, t.body, t.helped)
        .where(t.deleted_at.is_(None))
        .order_by(t.helped.desc(), t.id.desc())
        .limit(limit)
    )
    return [ArticleRow._make(row) for row in rows]


def article_row(db: Connection, article_id: int) -> ArticleRow | None:
    """One article, or None when it is gone."""
    t = s.article.c
    row = db.execute(
        select(t.id, t.title, t.body, t.helped).where(t.id == article_id, t.deleted_at.is_(None))
    ).first()
    return ArticleRow(row.id, row.title, row.body, row.helped) if row else None
