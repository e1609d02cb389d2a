"""The summer campaign, made once a run and copied for every test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.base import clock
from salesdesk.store.database import Store
from tests.marketing.summer import TODAY, Summer, at, make_summer


@pytest.fixture(scope="session")
def summer_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summer]:
    """The file with the campaign, closed, and what is in it."""
    path = tmp_path_factory.mktemp("summer") / "shop.salesdesk"
    shop = Store.create(path, shop_name="Clearwater Home", currency="USD", language="en", owner="Hannah")
    try:
        made = make_summer(shop)
    finally:
        shop.close()
    return path, made


@pytest.fixture
def summer(summer_book: tuple[Path, Summer], tmp_path: Path) -> Iterator[tuple[Store, Summer]]:
    """A shop of its own with the campaign in it, on the morning of 14 May 2026."""
    path, made = summer_book
    own = tmp_path / "summer.salesdesk"
    shutil.copy(path, own)
    shop = Store.open(own)
    with clock.freeze(at(TODAY)):
        yield shop, made
    shop.close()
