"""Finding people and papers as somebody types: without accents, by any run of digits, bounded.

At most `MOST` hits are taken from the index, newest first, and only those are sorted: a keystroke that
matches half the book costs no more than one that matches a page of it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    Subquery,
    Table,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)

from salesdesk.base.fold import digits, has_marks, nfc, words
from salesdesk.store import schema as s
from salesdesk.store.prepared import Prepared, prepared
from salesdesk.store.schema.columns import BigInt

MOST = 1_000
Ids = Sequence[int] | Select[Any]
_NUMBER_LENGTH = 4  # of the figures in a paper's number
_SHORTEST_RUN = 3  # the phone index holds runs of three digits


class PaperHit(NamedTuple):
    """A paper or thing that was found: its kind as `open_record` wants it, and words to show."""

    kind: str
    id: int
    title: str
    subtitle: str


def match_words(typed: str) -> str:
    """The index's query for what was typed: each word may be a beginning; nothing is an operator."""
    return " ".join(f'"{w}"*' for w in words(typed))


def looks_like_phone(typed: str) -> bool:
    """Whether only digits and the marks between them were typed, and enough of them."""
    return len(digits(typed)) >= _SHORTEST_RUN and all(c in "0123456789 .+-()/" for c in typed)


def find_parties(db: Connection, typed: str, limit: int = MOST) -> list[int]:
    """The ids of people and organisations that match, best first: exact accents, then by name.

    "nguyen duc" finds Nguyễn Đức; "912 345" finds every number with 912345 in it.
    """
    asked = ask(typed)
    if asked is None:
        return []
    rows = _parties(asked.by_phone, asked.by_words, has_marks(typed)).all(
        db, typed=nfc(typed.strip()), most=limit, **asked.values
    )
    return [row.id for row in rows]


class Asked(NamedTuple):
    """How the index of people is asked for what was typed: `hits` by phone, by words, with these values."""

    by_phone: bool
    by_words: bool
    values: dict[str, object]


def ask(typed: str) -> Asked | None:
    """How to look for what was typed; None when there is nothing to look for."""
    query, by_phone = match_words(typed), looks_like_phone(typed)
    if not query and not by_phone:
        return None
    return Asked(by_phone, bool(query), {"words": query, "digits": f'"{digits(typed)}"', "hits": MOST})


def hits(by_phone: bool, by_words: bool) -> Subquery:
    """At most `MOST` people that match, newest first: their ids as ``id``, for statements of features."""
    parts = []
    if by_phone:
        parts.append("phone_index WHERE phone_index MATCH :digits")
    if by_words:
        parts.append("party_index WHERE party_index MATCH :words")
    bounded = (
        f"SELECT id FROM (SELECT rowid AS id FROM {part} ORDER BY rowid DESC LIMIT :hits)" for part in parts
    )
    return text(" UNION ".join(bounded)).columns(column("id", BigInt)).subquery("hits")


@cache
def _parties(by_phone: bool, by_words: bool, exact: bool) -> Prepared:
    def build() -> Select[Any]:
        found, p = hits(by_phone, by_words), s.party.c
        best = [func.instr(p.name, bindparam("typed")) == 0] if exact else []
        return (
            select(p.id)
            .select_from(found.join(s.party, p.id == found.c.id))
            .where(p.deleted_at.is_(None))
            .order_by(*best, p.sort_name, p.id)
            .limit(bindparam("most"))
        )

    return Prepared(build)


def find_ids(db: Connection, kind: str, typed: str, limit: int = MOST) -> list[int]:
    """The ids of one kind of paper that match, newest first; ``kind`` is the table's name."""
    table = s.TABLES[kind]
    ids = _paper_ids(db, typed)
    rows = db.execute(
        select(table.c.id)
        .where(table.c.id.in_(ids), table.c.deleted_at.is_(None))
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    return list(rows.scalars())


def match_numbers(typed: str) -> str:
    """As `match_words`, but figures also find the paper whose number is filled up with zeros: 187, Q-0187."""
    out = []
    for word in words(typed):
        filled = f' OR "{word.zfill(_NUMBER_LENGTH)}"*' if word.isdigit() else ""
        out.append(f'("{word}"*{filled})')
    return " AND ".join(out)


def _paper_ids(db: Connection, typed: str) -> list[int]:
    query = match_numbers(typed)
    if not query:
        return []
    sql = "SELECT rowid FROM paper_index WHERE paper_index MATCH :q ORDER BY rowid DESC LIMIT :n"
    return list(db.execute(text(sql), {"q": query, "n": MOST}).scalars())


def find_papers(db: Connection, typed: str, limit: int = 50) -> list[PaperHit]:
    """Deals, quotes, sales, cases, products, campaigns, owned items and articles that match, newest first."""
    query = match_numbers(typed)
    if not query:
        return []
    rows = _papers.all(db, words=query, hits=limit + limit // 2, most=limit)
    return [PaperHit(r.kind, r.id, r.title or "", r.subtitle or "") for r in rows]


@prepared
def _papers() -> Select[Any]:
    newest = text(
        "SELECT rowid AS id FROM paper_index WHERE paper_index MATCH :words ORDER BY rowid DESC LIMIT :hits"
    )
    # Eight tables look into the hits: they are taken from the index once.
    found = newest.columns(column("id", BigInt)).cte("hits").prefix_with("MATERIALIZED")
    papers = union_all(*_paper_selects(select(found.c.id))).subquery()
    return select(papers).order_by(papers.c.id.desc()).limit(bindparam("most"))


def papers_by_id(db: Connection, wanted: Sequence[tuple[str, int]]) -> list[PaperHit]:
    """Papers by (kind, id), in that order; people and what is gone are left out."""
    if not wanted:
        return []
    found = union_all(*_paper_selects([i for _kind, i in wanted])).subquery()
    hits = {(r.kind, r.id): r for r in db.execute(select(found))}
    rows = (hits[key] for key in wanted if key in hits)
    return [PaperHit(r.kind, r.id, r.title or "", r.subtitle or "") for r in rows]


def _paper_selects(ids: Ids) -> list[Select[tuple[str, int, str, str]]]:
    nothing = literal_column("''", String)
    with_party = [
        ("deal", s.deal, s.deal.c.title), ("quote", s.quote, _numbered(s.quote)),
        ("sale", s.sale, _numbered(s.sale)),
        ("owned_item", s.owned_item, s.owned_item.c.words),
    ]  # fmt: skip
    out = [_select(kind, table, title, s.party.c.name, ids, joined=True) for kind, table, title in with_party]
    c = s.service_case.c
    out.append(
        _select(
            "case",
            s.service_case,
            func.ltrim(_numbered(s.service_case) + literal(" ") + c.title),
            s.party.c.name,
            ids,
            joined=True,
        )
    )
    alone = [
        ("product", s.product, s.product.c.name),
        ("campaign", s.campaign, s.campaign.c.name),
        ("article", s.article, s.article.c.title),
    ]
    out += [_select(kind, table, title, nothing, ids, joined=False) for kind, table, title in alone]
    return out


def _numbered(table: Table) -> ColumnElement[str]:
    """The number of a paper, else the one it was known by elsewhere."""
    known = [column for column in (table.c.get("code"),) if column is not None]
    return func.coalesce(func.nullif(table.c.number, ""), *known, "")


def _select(
    kind: str,
    table: Table,
    title: ColumnElement[str],
    subtitle: ColumnElement[str],
    ids: Ids,
    *,
    joined: bool,
) -> Select[tuple[str, int, str, str]]:
    source: FromClause = table.outerjoin(s.party, s.party.c.id == table.c.party_id) if joined else table
    return (
        select(
            literal_column(f"'{kind}'", String).label("kind"),
            table.c.id.label("id"),
            title.label("title"),
            subtitle.label("subtitle"),
        )
        .select_from(source)
        .where(table.c.id.in_(ids), table.c.deleted_at.is_(None))
    )
