"""Fixtures of the department's screens: a Monday at noon, and a queue with something in it."""

import pytest

from salesdesk.service import commands as service
from tests.service import shop
from tests.service.shop import MONDAY, at, hours_later


@pytest.fixture
def now():
    """Monday at noon; cases were opened since nine."""
    with at(hours_later(3)):
        yield


@pytest.fixture
def queue(store):
    """Two open cases of a customer with a purifier, one solved case."""
    with at(MONDAY):
        party, product = shop.customer(store), shop.product(store)
        item = service.add_owned_item(
            store, party_id=party, product_id=product, serial="K9S-1", bought_on=MONDAY.date()
        )
        ids = {
            "hums": shop.case_of(
                store, party_id=party, title="Purifier hums", priority="high", owned_item_id=item
            ),
            "leaks": shop.case_of(store, party_id=party, title="Tap leaks", priority="urgent"),
            "solved": shop.case_of(store, party_id=party, title="Hot water slow"),
        }
        service.resolve_case(store, ids["solved"], resolution="Cleaned", first_contact=True)
    return ids | {"party": party, "item": item}
