"""G23: what is typed into a search, a filter or an order is words: the hits are those of plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from salesdesk.base.fold import words
from salesdesk.base.listing import ListQuery
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.queries import list_campaigns
from salesdesk.parties.commands import add_party
from salesdesk.prospects.queries import list_prospects
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.product_queries import find_products, list_product_ids
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.store.search import find_papers, find_parties
from tests.faults.campaign import Campaign, Outcome, Verdict, at

_SIGNS = (
    "'", "''", '"', '""', '%', '%%', '_', '__', '\\', '\\%', '*', '^', '-', '+', '~', '(', ')', '()',
    ';', ';--', '--', '/*', '*/', '?', '?1', ':id', '@x', '$1', '[', ']', '{', '}', '{0}', 'NEAR',
    'NEAR(', 'AND', 'OR', 'NOT', 'name:', 'search:', '0x41', 'NULL', 'đ', 'ß', 'İ', 'ſ', '🙂',
    "' OR 1=1 --", 'ê',
    "' OR 1=1 --", "') UNION SELECT name FROM staff_member --", "'; DROP TABLE party; --",
    "\x00", "\n", "\t", "\u200b", "\ufeff", "e\u0302", "a" * 600, "%a" * 60, "_" * 60,
)  # fmt: skip
_AROUND = ("{}", "lan{}", "{}lan", "lan {} duc", "{} 100", "{0}{0}", "Lan {} Đức", "lan{}duc", "10{}")
_NAMES = (
    "Lan",
    "Nguyễn Đức Lan",
    "Lan Đức",
    "100% cotton",
    "100 cotton",
    "a_b",
    "axb",
    "a\\b",
    "O'Neil",
    'Lan "Bo"',
    "AND",
    "NOT a name",
    "lan-duc",
    "lan%duc",
    "lan_duc",
    "lanXduc",
    "10%",
    "10",
    "name: Lan",
    "NULL",
    "[Lan]",
    "(Lan)",
    "İstanbul",
    "Straße",
    "🙂 Lan",
    "; DROP TABLE party",
    "ab%",
    "ab_",
    "ab\\",
    "{0}",
    "{x}",
    "$1",
    "?1",
)
SORTS = (
    "",
    "name",
    "next_step",
    "value",
    "newest",
    "last_contact",
    "price",
    "id; DROP TABLE party",
    "1",
    "name --",
    "(SELECT 1)",
    "sort_name",
    "\x00",
)


def cases(which: str, seed: int) -> Iterable[str]:
    """Every sign in every surrounding."""
    count = {"C": 500, "N": 5_000}.get(which, 0)
    return (f"typed {seed * 100_000 + n}" for n in range(count))


def typed(case: str) -> str:
    """What is typed in a case."""
    number = int(case.split()[1])
    dice = random.Random(case)
    sign = _SIGNS[number % len(_SIGNS)]
    text = _AROUND[number // len(_SIGNS) % len(_AROUND)].replace("{0}", sign).replace("{}", sign)
    return (
        text
        if number % 100_000 < len(_SIGNS) * len(_AROUND)
        else text + dice.choice(_SIGNS) + dice.choice(_NAMES)
    )


def _begins(text: str, wanted: Sequence[str]) -> bool:
    """Whether each word begins one of a text's: what the index does, to which a long s is an s."""
    have = [one.replace("ſ", "s") for one in words(text)]
    return all(any(one.startswith(word.replace("ſ", "s")) for one in have) for word in wanted)


class _Shop:
    def __init__(self, folder: Path) -> None:
        shop = {"shop_name": "Shop", "currency": "USD", "language": "en", "owner": "Hannah"}
        self.store = Store.create(folder / "shop.salesdesk", **shop)
        with self.store.changing("Fill"):
            for name in _NAMES:
                add_party(self.store, name=name)
                add_product(self.store, name=name, price=100)
                add_campaign(self.store, name=name)
        with self.store.reading() as db:
            self.people = {row.id: row.name for row in db.execute(select(s.party.c.id, s.party.c.name))}
            self.products = {row.id: row.name for row in db.execute(select(s.product.c.id, s.product.c.name))}
            c = s.campaign.c
            self.campaigns = {row.id: row.search for row in db.execute(select(c.id, c.search))}

    def try_one(self, case: str) -> Outcome:
        """Everything that takes typed words or an order, against plain Python."""
        text = typed(case)
        sort = SORTS[int(case.split()[1]) % len(SORTS)]
        wanted = words(text)
        found = {i for i, name in self.people.items() if wanted and _begins(name, wanted)}
        goods = {i for i, name in self.products.items() if wanted and _begins(name, wanted)}
        like = {i for i, search in self.campaigns.items() if all(w in search for w in wanted)}
        day = self.store.today()
        listed = ListQuery("all", text, sort)
        everybody, all_goods = set(self.people), set(self.products)
        asks: dict[str, tuple[Callable[[Any], Iterable[int]], set[int]]] = {
            "search": (lambda db: find_parties(db, text), found),
            "prospects": (
                lambda db: list_prospects(db, listed, None, day),
                found if text.strip() else everybody,
            ),
            "products": (
                lambda db: list_product_ids(db, listed, None, day),
                goods if text.strip() else all_goods,
            ),
            "campaigns": (lambda db: list_campaigns(db, listed, None), like),
        }
        with self.store.reading() as db:
            for name, (ask, right) in asks.items():
                try:
                    hits = set(ask(db))
                except Exception as error:  # noqa: BLE001 - whatever it is, it is what is being looked for
                    return Outcome(case, hit=True, wrong=f"{name} {text!r} by {sort!r}: {error}"[:250])
                if hits != right:
                    words_ = f"{name} {text!r} by {sort!r}: {len(hits)} hits, {len(right)} in plain Python"
                    return Outcome(case, hit=True, wrong=words_)
            find_papers(db, text)
            find_products(db, text, day)
        return Outcome(case, hit=bool(found or like))


def judge(outcomes: Sequence[Outcome]) -> Verdict:
    """Some of what is typed must find something, or nothing was compared."""
    found = sum(o.hit for o in outcomes)
    wrong = "" if found > len(outcomes) / 10 or len(outcomes) < 100 else "hardly anything was found"
    return Verdict(f"{found} of {len(outcomes)} found somebody", wrong)


CAMPAIGNS = (Campaign("G23", "Odd words in searches, filters and orders", cases, at(_Shop), judge),)
