"""A shop with papers to print, and a desk that keeps what it was told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.documents.making import make_call_list, make_paper
from salesdesk.documents.paper_commands import change_shop_details
from salesdesk.documents.papers import CallRow, Paper, Request
from salesdesk.documents.shop_details import ShopDetails
from salesdesk.parties.commands import add_party
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.quote_commands import add_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case
from salesdesk.store.database import Store

HOSTILE = "<b>Ngô</b> {{ 7*7 }} {% raw %} & " + "x" * 300
HOLDER = "MAY LOC NUOC HOANG LONG"
VIETNAM = ShopDetails("12 Nguyễn Huệ", "028 3822 0000", "0312345678", "970436", "0071000123456", HOLDER)


class Papers(NamedTuple):
    """The ids of one record of each kind."""

    quote: int
    sale: int
    receipt: int
    job: int


def vietnamese(folder: Path) -> Store:
    """A shop in dong with its account."""
    store = Store.create(
        folder / "vn.salesdesk", shop_name="Hoàng Long", currency="VND", language="vi", owner="Thu Hà"
    )
    change_shop_details(store, VIETNAM)
    return store


def records(store: Any, name: str = "Nguyễn Thị Lan", words: str = "Máy RO 10 lõi", lines: int = 1) -> Papers:
    """A quote, a half-paid sale with its payment, and a case, all of one customer."""
    party = add_party(store, name=name, phone="0905123148")
    line = LineDraft(words=words, unit_price=9_900_000, tax_rate=800, discount_rate=1_000)
    quote = add_quote(store, party_id=party, lines=[line] * lines)
    sale = add_sale(store, party_id=party, lines=[line] * lines, after_sale=[])
    payment = record_payment(store, sale, 3_900_000, store.today())
    case = open_case(store, party_id=party, title=words)
    return Papers(quote, sale, payment, case)


def paper(store: Any, kind: str, ids: Papers, language: str, *, account: bool = True) -> Paper:
    """One of the papers; "calls" is a list of two."""
    if kind == "calls":
        return make_call_list(store, "Spring", calls(2), language)
    request = Request(kind, getattr(ids, kind), language, account)
    return make_paper(store, request)


def calls(count: int) -> Sequence[CallRow]:
    """Rows of a call list."""
    return [CallRow(f"Person {n}", f"0905 000 {n:03d}", "Warranty ends") for n in range(count)]
