"""What the window offers to whom: the owner everything, staff no prices and people, a viewer only looks."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from salesdesk.app import write_out
from salesdesk.app.gate import may_import, right_for
from salesdesk.app.importers import BY_KEY
from salesdesk.app.palette_door import rows_here
from salesdesk.app.window import MainWindow
from salesdesk.parties.commands import add_party
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.product_dialog import ProductSheet
from salesdesk.staff.commands import add_staff
from salesdesk.store.database import Store
from tests.app.windows import open_window, press, rest


@pytest.fixture
def window(qtbot: QtBot, store: Store, tmp_path: Path) -> MainWindow:
    """A shop with Maria, who sells, and Zoe, who looks."""
    add_staff(store, name="Maria", roles="sales")
    add_staff(store, name="Zoe", roles="viewer")
    add_product(store, name="Filter", price=1000, cost=600)
    return open_window(qtbot, store, tmp_path, language="en")


def _become(window: MainWindow, name: str) -> None:
    menu = window.bar.person_button.menu()
    assert isinstance(menu, QMenu)
    next(line for line in menu.actions() if line.text() == name).trigger()
    rest(window)
    assert window.person == name


def test_a_viewer_is_offered_nothing_that_changes_and_told_why_a_key_does_nothing(window: MainWindow) -> None:
    _become(window, "Zoe")
    for key in ("prospects.new", "app.import", "app.new", "app.undo", "app.staff", "app.restore"):
        assert window.actions_map.find(key) is None, key
        assert key not in [row.target for row in rows_here(window, "> ")]
    assert not window.bar.new_button.isVisible()
    assert not window.actions_map.run("prospects.new")
    assert "changes nothing" in window.messages.accessibleName()
    press(window, "Ctrl+2")
    rest(window)
    assert window.current_tab == "prospects", "looking is free"


def test_whatever_way_a_viewer_takes_the_book_stays_as_it_is(window: MainWindow) -> None:
    _become(window, "Zoe")
    assert window.desk.do(add_party, name="Lan") is None
    assert window.messages.isVisible()


def test_staff_sell_but_are_not_offered_people_and_restoring(window: MainWindow) -> None:
    _become(window, "Maria")
    assert window.actions_map.find("prospects.new") is not None
    assert window.actions_map.find("app.staff") is None
    assert window.actions_map.find("app.restore") is None
    store = window.store
    assert may_import(store, BY_KEY["parties"])
    assert not may_import(store, BY_KEY["products"])
    assert not may_import(store, BY_KEY["staff"])


def test_costs_are_shown_and_exported_for_the_owner_only(window: MainWindow, tmp_path: Path) -> None:
    write_out.write(window.store, "products", tmp_path / "owner.csv")
    _become(window, "Maria")
    write_out.write(window.store, "products", tmp_path / "staff.csv")
    assert "Cost" in (tmp_path / "owner.csv").read_text("utf-8-sig").splitlines()[0]
    assert "Cost" not in (tmp_path / "staff.csv").read_text("utf-8-sig").splitlines()[0]
    with window.store.reading() as db:
        from sqlalchemy import select

        from salesdesk.store import schema as s

        product = db.execute(select(s.product.c.id)).scalar_one()
    sheet = ProductSheet(window.desk, product)
    assert sheet.fields["cost"].isHidden()
    assert not sheet.fields["price"].widget.isEnabled()
    sheet.deleteLater()


def test_going_back_to_the_owner_brings_everything_back(window: MainWindow) -> None:
    _become(window, "Zoe")
    _become(window, "Hannah")
    assert window.actions_map.run("app.undo")
    assert window.bar.new_button.isVisible()


@pytest.mark.parametrize(
    ("key", "right"),
    [("app.history", ""), ("app.import", "change"), ("sales.win", "change"), ("sales.print", ""),
     ("app.restore", "restore"), ("something.nobody_thought_of", "change")],
)  # fmt: skip
def test_a_command_nobody_thought_of_counts_as_a_change(key: str, right: str) -> None:
    assert right_for(key) == right
