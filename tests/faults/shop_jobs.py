"""The jobs of a day in the shop: an edit, a sale, an import, a campaign, undo and redo."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from salesdesk.app import command_line
from salesdesk.base.errors import StoreError
from salesdesk.marketing.audience_commands import add_members, mark_reached
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.response_commands import record_response
from salesdesk.parties.commands import add_party
from salesdesk.parties.merge_commands import merge_parties
from salesdesk.parties.party_commands import edit_party
from salesdesk.sales.deal_commands import add_deal, win_deal
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.quote_commands import add_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.store.database import Store
from tests.faults.jobs import BOOK, Acknowledge, Job
from tests.faults.soundness import content_of, rows_of

PEOPLE, DEALS, PAIRS = 60, 8, 6
FILE = "customers.csv"


def new_shop(place: Path) -> Store:
    """A shop in đồng with some people; the caller closes it."""
    store = Store.create(place / BOOK, shop_name="Cửa hàng Ánh", currency="VND", language="vi", owner="Hạnh")
    with store.changing("People"):
        for n in range(PEOPLE):
            add_party(store, name=f"Nguyễn Văn Ánh {n}", phone=f"0901 {n:06}", consent="yes")
    return store


def people_of(store: Store) -> list[int]:
    """The ids of the people, oldest first."""
    with store.reading() as db:
        return [r[0] for r in db.exec_driver_sql("SELECT id FROM party WHERE deleted_at IS NULL ORDER BY id")]


@contextmanager
def opened(place: Path) -> Iterator[Store]:
    """The job's book, open."""
    with closing(Store.open(place / BOOK)) as store:
        yield store


def command(*arguments: str) -> str:
    """Run a command of the command line; returns what it printed. Raises `StoreError` when it failed."""
    said, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong):
        code = command_line.run([*arguments, "--lang", "en"])
    if code != 0:
        raise StoreError(wrong.getvalue().strip() or said.getvalue().strip())
    return said.getvalue()


# ---------------------------------------------------------------- an edit


def _prepare_edit(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        return people_of(store)[:12]


def _edit(place: Path, people: Any, rng: Random, acknowledge: Acknowledge) -> None:
    with opened(place) as store:
        for n in range(1, 13):
            who = rng.choice(people)
            edit_party(store, who, name=f"Lê Thị {n}", notes=f"{n}", address=f"{n} Hải Châu")
            acknowledge([who, n])


def _verify_edit(place: Path, people: Any, done: list[Any]) -> str:
    last = dict(done)
    found = {
        who: facts for who, *facts in rows_of(place / BOOK, "SELECT id, name, notes, address FROM party")
    }
    newest = max(last.values(), default=0)
    for who in people:
        name, notes, address = found[who]
        n = int(notes or 0)
        if n and (name, address) != (f"Lê Thị {n}", f"{n} Hải Châu"):
            return f"half an edit: {name}, {notes}, {address}"
        if n not in (last.get(who, 0), newest + 1):
            return f"edit {last.get(who, 0)} was acknowledged, {n} is in the book"
    return ""


# ---------------------------------------------------------------- a sale


def _prepare_sale(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        product = add_product(store, name="Máy lọc RO", price=4_800_000, tax_rate=1_000, warranty_months=24)
        deals = []
        for n, who in enumerate(people_of(store)[:DEALS]):
            lines = [LineDraft(product, unit_price=4_800_000 + n, tax_rate=1_000),
                     LineDraft(words="Công lắp", quantity=1_500, unit_price=200_000)]  # fmt: skip
            deal = add_deal(store, party_id=who, title="Máy lọc", amount=5_500_000, product_id=product)
            add_quote(store, party_id=who, deal_id=deal, lines=lines)
            deals.append(deal)
        return deals


def _sell(place: Path, deals: Any, rng: Random, acknowledge: Acknowledge) -> None:
    with opened(place) as store:
        for deal in rng.sample(deals, len(deals)):
            paid = rng.choice((0, 1_000_000, 5_500_000))
            win_deal(store, deal, amount=5_500_000, on=store.today(), paid=paid)
            acknowledge([deal, paid])


def _verify_sale(place: Path, deals: Any, done: list[Any]) -> str:
    sql = """SELECT deal.id, deal.stage, sale.total, sale.paid, sale.number,
                    (SELECT count(*) FROM sale_line WHERE sale_id = sale.id),
                    (SELECT count(*) FROM owned_item WHERE sale_id = sale.id),
                    (SELECT count(*) FROM stage_move WHERE deal_id = deal.id AND stage = 'won')
             FROM deal LEFT JOIN sale ON sale.deal_id = deal.id"""
    found = {deal: facts for deal, *facts in rows_of(place / BOOK, sql)}
    for deal, paid in done:
        if found[deal][:3] != ["won", 5_500_000, paid]:
            return f"a sale with {paid} paid was acknowledged; in the book: {found[deal]}"
    won = {deal: facts for deal, facts in found.items() if facts[0] == "won"}
    if len(won) > len(done) + 1:
        return f"{len(done)} sales were acknowledged, {len(won)} are in the book"
    half = [facts for facts in won.values() if facts[4:] != [2, 1, 1] or not facts[3]]
    loose = [facts for deal, facts in found.items() if deal not in won and facts[1] is not None]
    return f"half a sale: {(half + loose)[0]}" if half or loose else ""


# ---------------------------------------------------------------- an import


def _prepare_import(rows: int) -> Any:
    def prepare(place: Path) -> Any:
        new_shop(place).close()
        with (place / FILE).open("w", encoding="utf-8") as file:
            file.write("Họ tên,Điện thoại,Địa chỉ,Ghi chú\n")
            file.writelines(
                f"Trần Thị Mỹ {n},0912{n:06},{n} Lê Lợi,{'khách quen ' * (n % 9)}\n" for n in range(rows)
            )
        return rows

    return prepare


def _import(place: Path, rows: Any, _rng: Random, acknowledge: Acknowledge) -> None:
    command("import", "parties", str(place / FILE), "--book", str(place / BOOK))
    acknowledge(rows)


def _verify_import(place: Path, rows: Any, done: list[Any]) -> str:
    ((people,),) = rows_of(place / BOOK, "SELECT count(*) FROM party WHERE name LIKE 'Trần Thị Mỹ %'")
    if people not in (0, rows):
        return f"{people} of {rows} rows came in"
    return "an acknowledged import is gone" if done and not people else ""


# ---------------------------------------------------------------- a campaign


def _prepare_campaign(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        people = people_of(store)
        campaign = add_campaign(store, name="Hè", channel="phone", status="planned", budget=1_000_000)
        add_members(store, campaign, people)
        pairs = [people[2 * n : 2 * n + 2] for n in range(PAIRS)]
        for _keep, other in pairs:
            add_deal(store, party_id=other, title="Máy lọc", amount=1)
            record_response(store, campaign, other, trust="likely")
        return {"campaign": campaign, "pairs": pairs, "rest": people[2 * PAIRS :]}


def _campaign(place: Path, facts: Any, rng: Random, acknowledge: Acknowledge) -> None:
    with opened(place) as store:
        rest, third = facts["rest"], len(facts["rest"]) // 3
        for n, (keep, other) in enumerate(rng.sample(facts["pairs"], len(facts["pairs"]))):
            merge_parties(store, keep, other)
            acknowledge({"merged": [keep, other]})
            if n % 2 == 0:
                some = rest[n // 2 * third : (n // 2 + 1) * third]
                mark_reached(store, facts["campaign"], some)
                acknowledge({"reached": some})


def _verify_campaign(place: Path, facts: Any, done: list[Any]) -> str:
    moved = """SELECT party.id, party.deleted_at IS NOT NULL,
                      (SELECT count(*) FROM deal WHERE party_id = party.id)
                      + (SELECT count(*) FROM response WHERE party_id = party.id) FROM party"""
    found = {who: (bool(gone), count) for who, gone, count in rows_of(place / BOOK, moved)}
    merged = [tuple(line["merged"]) for line in done if "merged" in line]
    for keep, other in facts["pairs"]:
        before = found[keep] == (False, 0) and found[other] == (False, 2)
        after = found[keep] == (False, 2) and found[other] == (True, 0)
        if not (before or after):
            return f"half a merge: {found[keep]} and {found[other]}"
        if (keep, other) in merged and before:
            return "an acknowledged merge is gone"
    reached = """SELECT party_id FROM campaign_member m WHERE reached_on IS NOT NULL AND EXISTS
                 (SELECT 1 FROM interaction i WHERE i.party_id = m.party_id AND i.purpose = 'marketing')"""
    marked = {who for (who,) in rows_of(place / BOOK, reached)}
    told = {who for line in done for who in line.get("reached", ())}
    if told - marked:
        return f"{len(told - marked)} acknowledged as reached are not"
    third = len(facts["rest"]) // 3
    return f"{len(marked)} are marked: part of a batch" if len(marked) % third else ""


# ---------------------------------------------------------------- undo and redo


def _prepare_undo(place: Path) -> Any:
    with closing(new_shop(place)) as store:
        people = people_of(store)
        campaign = add_campaign(store, name="Hè", channel="phone", status="planned", budget=1_000_000)
        add_members(store, campaign, people)
        deal = add_deal(store, party_id=people[0], title="Máy lọc", amount=5_500_000)
        steps = [
            lambda: edit_party(store, people[3], name="Lê Thị Bưởi", phone="0905 111 222"),
            lambda: merge_parties(store, people[4], people[5]),
            lambda: mark_reached(store, campaign, people[10:]),
            lambda: win_deal(store, deal, amount=5_500_000, on=store.today(), paid=500_000),
        ]
        states = [content_of(store.path)]
        for step in steps:
            step()
            states.append(content_of(store.path))
        return states


def _undo(place: Path, states: Any, _rng: Random, acknowledge: Acknowledge) -> None:
    with opened(place) as store:
        for n in range(len(states) - 1):
            store.undo()
            acknowledge(len(states) - 2 - n)
        for n in range(len(states) - 1):
            store.redo()
            acknowledge(n + 1)


def _verify_undo(place: Path, states: Any, done: list[Any]) -> str:
    top = len(states) - 1
    path = [*range(top, -1, -1), *range(1, top + 1)]
    now = content_of(place / BOOK)
    allowed = path[len(done) : len(done) + 2]
    if now not in states:
        return "half of a step was taken back"
    return "" if states.index(now) in allowed else f"state {states.index(now)} instead of {allowed}"


SHOP_JOBS = (
    Job("edit", _prepare_edit, _edit, _verify_edit),
    Job("sale", _prepare_sale, _sell, _verify_sale),
    Job("import", _prepare_import(500), _import, _verify_import),
    Job("import10k", _prepare_import(10_000), _import, _verify_import),
    Job("campaign", _prepare_campaign, _campaign, _verify_campaign),
    Job("undo", _prepare_undo, _undo, _verify_undo),
)
