"""The papers in the palette, each with what one needs to know it by. Qt-free."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Table, bindparam, select

from salesdesk.app.palette_row import PAPERS, PaletteRow
from salesdesk.base import choices
from salesdesk.base.choices import label
from salesdesk.base.i18n import _
from salesdesk.base.money import format_money
from salesdesk.base.periods import format_day
from salesdesk.store import schema as s
from salesdesk.store.prepared import Prepared
from salesdesk.store.search import PaperHit

ICONS = {
    "party": "users-round", "deal": "handshake", "quote": "file-text", "sale": "file-text", "case": "wrench",
    "product": "package", "campaign": "megaphone", "owned_item": "shield-check", "article": "book-open",
}  # fmt: skip
_COLOURS = {"deal": "sales", "quote": "sales", "sale": "sales", "case": "service", "owned_item": "service"}
_COLOURS |= {"campaign": "mkt"}
_TABLES: dict[str, Table] = {
    "deal": s.deal, "quote": s.quote, "sale": s.sale, "case": s.service_case, "product": s.product,
    "campaign": s.campaign,
}  # fmt: skip


class Shop(Protocol):
    """How the shop writes money and days."""

    @property
    def currency(self) -> str:
        """The shop's currency."""

    @property
    def language(self) -> str:
        """The language of the words."""


def paper_rows(db: Connection, hits: Sequence[PaperHit], shop: Shop) -> list[PaletteRow]:
    """The lines of some papers, in their order."""
    known = {kind: _read(db, table, kind, hits) for kind, table in _TABLES.items()}
    return [_row(hit, known.get(hit.kind, {}).get(hit.id), shop) for hit in hits]


def _read(db: Connection, table: Table, kind: str, hits: Sequence[PaperHit]) -> dict[int, Any]:
    ids = [hit.id for hit in hits if hit.kind == kind]
    return {row.id: row for row in _whole(table.name).all(db, ids=ids)} if ids else {}


@cache
def _whole(table: str) -> Prepared:
    t = s.TABLES[table]
    return Prepared(lambda: select(t).where(t.c.id.in_(bindparam("ids", expanding=True))))


def _row(hit: PaperHit, row: Any, shop: Shop) -> PaletteRow:
    colour = _COLOURS.get(hit.kind, "ink2")
    told = _FACTS.get(hit.kind)
    facts = told(hit, row, shop) if told is not None and row is not None else [hit.subtitle]
    words = " · ".join(fact for fact in facts if fact)
    return PaletteRow(PAPERS, hit.kind, str(hit.id), hit.title, words, ICONS[hit.kind], colour)


def _quote(hit: PaperHit, row: Any, shop: Shop) -> list[str]:
    money = format_money(row.total, row.currency or shop.currency, shop.language)
    whose = _("Quote for {name}").format(name=hit.subtitle)
    return [whose, money, label(choices.QUOTE_STATUSES, row.status)]


def _sale(hit: PaperHit, row: Any, shop: Shop) -> list[str]:
    money = format_money(row.total, row.currency or shop.currency, shop.language)
    day = format_day(row.sold_on, shop.language, "list") if row.sold_on else ""
    return [_("Sale to {name}").format(name=hit.subtitle), money, day]


def _deal(hit: PaperHit, row: Any, shop: Shop) -> list[str]:
    money = format_money(row.amount, row.currency or shop.currency, shop.language)
    return [hit.subtitle, money, label(choices.DEAL_STAGES, row.stage)]


def _case(hit: PaperHit, row: Any, _shop: Shop) -> list[str]:
    return [hit.subtitle, label(choices.CASE_STATUSES, row.status)]


def _product(_hit: PaperHit, row: Any, shop: Shop) -> list[str]:
    return [row.code or "", format_money(row.price, shop.currency, shop.language)]


def _campaign(_hit: PaperHit, row: Any, _shop: Shop) -> list[str]:
    return [label(choices.CAMPAIGN_STATUSES, row.status)]


_FACTS: dict[str, Callable[[PaperHit, Any, Shop], list[str]]] = {
    "quote": _quote, "sale": _sale, "deal": _deal, "case": _case, "product": _product, "campaign": _campaign,
}  # fmt: skip
