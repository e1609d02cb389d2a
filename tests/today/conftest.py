"""A Thursday morning in a shop: 14 May 2026, 08:00 in London."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.base import clock
from salesdesk.parties.commands import add_party, add_task
from salesdesk.store.database import Store

MORNING = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
TODAY = date(2026, 5, 14)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Store]:
    """An open book on that morning, with nobody in it."""
    with clock.freeze(MORNING):
        store = Store.create(
            tmp_path / "shop.salesdesk", shop_name="Clearwater", currency="USD", language="en",
            owner="Hannah",
            zone="Europe/London", country="GB",
        )  # fmt: skip
        yield store
        store.close()


@pytest.fixture
def busy(shop: Store) -> dict[str, int]:
    """A full day; the ids of its tasks by a short name."""

    def person(name: str, phone: str = "") -> int:
        return add_party(shop, name=name, phone=phone)

    def todo(party: int, title: str, kind: str = "call", **facts: object) -> int:
        values = {"due_on": TODAY, "kind": kind, "party_id": party, "staff_id": shop.staff_id, **facts}
        return add_task(shop, title=title, **values)

    laura, oak = person("Laura Bennett", "0161 496 0100"), person("Oak Street Nursery", "0161 496 0101")
    return {
        "laura": todo(laura, "Price worries", due_time="09:30", amount=51_600),
        "late": todo(oak, "No reply to the quote", due_on=TODAY - timedelta(days=2), due_time="10:00"),
        "small": todo(person("Daniel Okafor", "0161 496 0102"), "Well water", amount=100),
        "large": todo(person("Priya Sharma", "0161 496 0103"), "Campaign", purpose="marketing", amount=900),
        "promise": todo(person("Martin Cole"), "Tell when the part is here", "promise", due_time="15:00"),
        "rating": todo(person("Grace Liu"), "Is the water fine?", "rating", origin="plan", purpose="service"),
    }
