"""What papers say about the shop: saved when a field is left, wrong accounts said beside the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from salesdesk.base.errors import UserError
from salesdesk.documents.paper_commands import change_shop_details
from salesdesk.documents.paper_settings_panel import PaperSettings
from salesdesk.documents.shop_details import ShopDetails, read_details
from salesdesk.store.database import Store
from tests.sales.desk import make_window


def _panel(store: Any, qtbot: Any) -> PaperSettings:
    window, desk = make_window(store, qtbot)
    panel = PaperSettings(desk, window)
    window.show()
    panel.show()
    return panel


def _type(qtbot: Any, panel: PaperSettings, key: str, words: str) -> None:
    edit = panel.fields[key].editor
    edit.clear()
    qtbot.keyClicks(edit, words)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_field_is_saved_when_left_and_undone_like_everything(store: Any, qtbot: Any) -> None:
    panel = _panel(store, qtbot)
    _type(qtbot, panel, "address", "12 High Street")
    assert read_details(store.setting).address == "12 High Street"
    store.undo()
    qtbot.waitUntil(lambda: panel.fields["address"].editor.text() == "")


def test_a_wrong_iban_is_said_beside_it_and_the_rest_is_kept(tmp_path: Path, qtbot: Any) -> None:
    store = Store.create(
        tmp_path / "de.salesdesk", shop_name="Brunnen", currency="EUR", language="en", owner="Eva"
    )
    panel = _panel(store, qtbot)
    _type(qtbot, panel, "holder", "Eva Brunnen")
    _type(qtbot, panel, "iban", "DE33 1002 0500 0001 1947 01")
    assert "check digits" in panel.fields["iban"].error()
    assert panel.fields["iban"].editor.text() == "DE33 1002 0500 0001 1947 01"
    _type(qtbot, panel, "phone", "030 1234")
    kept = read_details(store.setting)
    assert (kept.phone, kept.iban) == ("030 1234", "")
    _type(qtbot, panel, "iban", "DE33 1002 0500 0001 1947 00")
    assert panel.fields["iban"].error() == ""
    assert read_details(store.setting).iban == "DE33100205000001194700"
    store.close()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (ShopDetails(account="123"), "bank"),
        (ShopDetails(bank="970436", account="12a4567890123456789012"), "account"),
        (ShopDetails(bank="970436", account="số 5"), "account"),
        (ShopDetails(bank="970436", account="123"), "holder"),
        (ShopDetails(bic="ABC"), "bic"),
    ],
)
def test_accounts_that_cannot_be_right(tmp_path: Path, details: ShopDetails, field: str) -> None:
    store = Store.create(tmp_path / "s.salesdesk", shop_name="S", currency="VND", language="vi", owner="A")
    with pytest.raises(UserError) as wrong:
        change_shop_details(store, details)
    assert wrong.value.field == field
    assert store.can_undo() is None
    store.close()
