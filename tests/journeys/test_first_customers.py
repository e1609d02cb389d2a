"""A shop's first days, from its file of customers to sales beside service; every step can be walked back."""

import pytest
from sqlalchemy import select

from salesdesk.app.importers import BY_KEY
from salesdesk.base import paths
from salesdesk.base.metrics import REVENUE, SATISFACTION, VOLUME
from salesdesk.base.periods import month_of
from salesdesk.base.task import Task
from salesdesk.exchange.applying import apply
from salesdesk.exchange.mapping import guess
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import rehearse
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.response_commands import record_response
from salesdesk.parties.commands import log_interaction
from salesdesk.parties.rules import NextStep
from salesdesk.sales.deal_commands import add_deal, win_deal
from salesdesk.sales.payment_commands import record_payment
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.sale_queries import money_to_collect
from salesdesk.service.commands import open_case, resolve_case
from salesdesk.store import schema as s
from salesdesk.store.sums import sums_of
from tests.undo_samples import dump


@pytest.fixture
def walk(store):
    """Runs a step and remembers how the book looked before it."""
    seen = []

    def step(act):
        seen.append(dump(store))
        return act()

    step.seen = seen
    return step


def bring_in(store, name):
    importer = BY_KEY["parties"].importer
    table = open_table(paths.resources() / "samples" / name)
    mapping = guess(importer.matchable, table, words=importer.words)
    return apply(rehearse(table, mapping, importer, store, Task()), store, Task())


def party_called(store, part):
    with store.reading() as db:
        return db.execute(select(s.party.c.id).where(s.party.c.name.contains(part))).scalars().first()


def test_from_a_file_to_sales_beside_service_and_back(store, walk):
    today = store.today()
    brought = walk(lambda: bring_in(store, "customers.csv"))
    assert brought.added > 10
    purifier = walk(
        lambda: add_product(store, name="RO purifier", price=51_600, cost=33_000, warranty_months=24)
    )
    alice = party_called(store, "Alice")
    campaign = walk(lambda: add_campaign(store, name="Spring", starts_on=today))
    walk(lambda: record_response(store, campaign, alice, trust="likely"))
    walk(
        lambda: log_interaction(
            store, alice, kind="call", outcome="reached", next_step=NextStep(today, "10:00")
        )
    )
    deal = walk(
        lambda: add_deal(store, party_id=alice, product_id=purifier, amount=51_600, campaign_id=campaign)
    )
    sale = walk(lambda: win_deal(store, deal, amount=51_600, on=today, paid=20_000, due_on=today))
    with store.reading() as db:
        assert [(o.party_id, o.amount) for o in money_to_collect(db, today)] == [(alice, 31_600)]
        owned = db.execute(
            select(s.owned_item.c.warranty_until).where(s.owned_item.c.party_id == alice)
        ).scalar_one()
        assert (owned.year, owned.month) == (today.year + 2, today.month)
        state = db.execute(select(s.party.c.state).where(s.party.c.id == alice)).scalar_one()
        source = db.execute(select(s.sale.c.campaign_id).where(s.sale.c.id == sale)).scalar_one()
        # The file calls her a customer already, so this sale makes her a regular.
        assert (state, source) == ("repeat", campaign)
    walk(lambda: record_payment(store, sale, 31_600, today))
    case = walk(lambda: open_case(store, party_id=alice, title="Weak flow", product_id=purifier))
    walk(lambda: resolve_case(store, case, resolution="Changed the core", first_contact=True, score=5))
    with store.reading() as db:
        sums = sums_of(db, month_of(today))
        assert money_to_collect(db, today) == []
    assert VOLUME.value(sums).amount == 1
    assert REVENUE.value(sums).amount == 51_600
    assert SATISFACTION.value(sums).amount == 5

    end = dump(store)
    for before in reversed(walk.seen):
        assert store.undo()
        assert dump(store) == before
    assert not store.undo()
    for _step in walk.seen:
        assert store.redo()
    assert dump(store) == end
