"""Finding people and papers as somebody types: without accents, by any run of digits, bounded.

At most `MOST` hits are taken from the index, newest first, and only those are sorted: a keystroke that
matches half the book costs no more than one that matches a page of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    Table,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)

from salesdesk.base.fold import digits, has_marks, nfc, words
from salesdesk.store import schema as s

MOST = 1_000
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
    found = _hits(typed)
    if found is None:
        return []
    hits, values = found
    exact = "instr(p.name, :typed) = 0, " if has_marks(typed) else ""
    sql = (
        f"SELECT p.id FROM ({hits}) h JOIN party p ON p.id = h.rowid WHERE p.deleted_at IS NULL "
        f"ORDER BY {exact}p.sort_name, p.id LIMIT :most"
    )
    values |= {"typed": nfc(typed.strip()), "n": MOST, "most": limit}
    return list(db.execute(text(sql), values).scalars())


def _hits(typed: str) -> tuple[str, dict[str, object]] | None:
    """The statement that takes at most `MOST` places from the index, newest first; None: nothing to find."""
    parts: list[str] = []
    values: dict[str, object] = {}
    if looks_like_phone(typed):
        parts.append(
            "SELECT rowid FROM phone_index WHERE phone_index MATCH :digits ORDER BY rowid DESC LIMIT :n"
        )
        values["digits"] = f'"{digits(typed)}"'
    query = match_words(typed)
    if query:
        parts.append(
            "SELECT rowid FROM party_index WHERE party_index MATCH :words ORDER BY rowid DESC LIMIT :n"
        )
        values["words"] = query
    if not parts:
        return None
    return " UNION ".join(f"SELECT rowid FROM ({part})" for part in parts), values


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
    ids = _paper_ids(db, typed)
    if not ids:
        return []
    found = union_all(*_paper_selects(ids)).subquery()
    rows = db.execute(select(found).order_by(found.c.id.desc()).limit(limit))
    return [PaperHit(r.kind, r.id, r.title or "", r.subtitle or "") for r in rows]


def papers_by_id(db: Connection, wanted: Sequence[tuple[str, int]]) -> list[PaperHit]:
    """Papers by (kind, id), in that order; people and what is gone are left out."""
    if not wanted:
        return []
    found = union_all(*_paper_selects([i for _kind, i in wanted])).subquery()
    hits = {(r.kind, r.id): r for r in db.execute(select(found))}
    rows = (hits[key] for key in wanted if key in hits)
    return [PaperHit(r.kind, r.id, r.title or "", r.subtitle or "") for r in rows]


def _paper_selects(ids: Sequence[int]) -> list[Select[tuple[str, int, str, str]]]:
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
    ids: Sequence[int],
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
