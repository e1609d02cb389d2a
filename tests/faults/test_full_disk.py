"""G5: a disk that fills up: said early, nothing saved is lost, the form stays, the book can still be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from salesdesk.app.preferences import Preferences
from salesdesk.app.window import MainWindow
from salesdesk.base import room
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party
from salesdesk.parties.queries import party_card
from salesdesk.prospects.party_dialog import EditPartySheet
from salesdesk.store import check, schema
from salesdesk.store.backup import list_backups, make_backup
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book
from tests.app.windows import rest
from tests.faults import places

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(bool(places.missing()), reason=places.missing() or "-"),
]
SIZE, LEVELS = 8_000_000, 20


@pytest.fixture
def drive() -> Iterator[Path]:
    """A small drive of its own."""
    with places.drive(SIZE) as made:
        yield made


@pytest.fixture
def shop(drive: Path) -> Iterator[Store]:
    """A shop on the small drive."""
    store = Store.create(
        drive / "shop.salesdesk", shop_name="Lan", currency="USD", language="en", owner="Hannah"
    )
    yield store
    store.close()


def fill(drive: Path, left: int) -> Path:
    """Leave only so many bytes on the drive."""
    filler = drive / "filler"
    filler.write_bytes(b"z" * max(0, room.free(drive) - left))
    return filler


def names(store: Store) -> list[str]:
    """Who is in the book."""
    with store.reading() as db:
        return [row.name for row in db.execute(schema.party.select().order_by(schema.party.c.id))]


def add_until_full(shop: Store, level: int) -> tuple[list[str], StoreError | None]:
    """Add people until the disk takes no more: who was saved, and what was said in the end."""
    saved: list[str] = []
    for n in range(400):
        name = f"{level}-{n} " + "x" * 3_000
        try:
            add_party(shop, name=name)
        except StoreError as error:
            return saved, error
        saved.append(name)
    return saved, None


def test_at_every_level_what_was_saved_stays_and_the_rest_is_refused_in_one_sentence(
    drive: Path, shop: Store
) -> None:
    refused = []
    for level in range(LEVELS):
        filler = fill(drive, level * 16_384)
        before = names(shop)
        saved, error = add_until_full(shop, level)
        refused += [error] if error else []
        assert names(shop) == before + saved, "readable while the disk is full, and complete"
        filler.unlink()
    assert len(refused) >= LEVELS // 2
    assert {error.kind for error in refused} == {"full"}, refused
    for error in refused:
        assert str(drive) in error.message
        assert "MB more are needed. What was saved before is safe" in error.message
    shop.close()
    assert all(finding.ok for finding in check.check_book(shop.path))
    Store.open(shop.path).close()


def test_a_book_on_a_full_disk_can_be_opened_and_read(drive: Path, shop: Store) -> None:
    add_party(shop, name="Before")
    shop.close()
    filler = fill(drive, 0)
    again = open_book(shop.path)
    assert names(again) == ["Before"]
    with pytest.raises(StoreError):
        add_party(again, name="After")
    again.close()
    filler.unlink()
    again = open_book(shop.path)
    add_party(again, name="After")
    assert names(again) == ["Before", "After"]
    again.close()


def test_closing_on_a_full_disk_leaves_the_log_beside_the_book(drive: Path, shop: Store) -> None:
    people = [f"{n} " + "x" * 3_000 for n in range(40)]
    for name in people:
        add_party(shop, name=name)
    filler = fill(drive, 0)
    shop.close()
    filler.unlink()
    again = open_book(shop.path)
    assert names(again) == people
    again.close()
    assert all(finding.ok for finding in check.check_book(shop.path))


def test_a_copy_that_finds_no_room_takes_no_older_one_away(drive: Path, shop: Store) -> None:
    shop.close()
    stick = drive.parent / f"{drive.name}-stick"
    folder = stick / "copies"
    try:
        kept = make_backup(shop.path, "manual", folder)
        with places.drive(SIZE) as full:
            fill(full, 4_096)
            with pytest.raises(StoreError, match="MB more are needed"):
                make_backup(shop.path, "manual", full)
            assert [p.name for p in full.iterdir()] == ["filler"]
        assert [c.path for c in list_backups(folder)] == [kept.path]
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        stick.rmdir()


def test_the_form_keeps_what_was_typed_and_says_drive_and_megabytes(
    drive: Path, shop: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    party_id = add_party(shop, name="Lan")
    window = MainWindow(shop, Preferences(tmp_path / "p.ini"))
    qtbot.addWidget(window)
    window.show()
    rest(window)
    assert "is nearly full" in window.sample_bar.accessibleName(), "less than 300 MB is said early"
    assert str(drive) in window.sample_bar.accessibleName()
    with shop.reading() as db:
        card = party_card(db, party_id)
    assert card is not None
    sheet = EditPartySheet(window.desk, card)
    qtbot.addWidget(sheet)
    sheet.open()
    note = sheet.form.widget("notes")
    note.setPlainText("typed " * 2_000)
    filler = fill(drive, 0)
    sheet.press_primary()
    assert sheet.isVisible(), "the form stays open"
    assert "MB more are needed" in sheet._bar.accessibleName()
    assert str(drive) in sheet._bar.accessibleName()
    assert note.toPlainText().startswith("typed typed")
    filler.unlink()
    sheet.press_primary()
    assert not sheet.isVisible()
    with shop.reading() as db:
        saved = party_card(db, party_id)
    assert saved is not None
    assert saved.facts["notes"].startswith("typed typed")
    window.close()
