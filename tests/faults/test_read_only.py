"""G6: a book that can only be read is opened so, with a bar that says it, or refused in a sentence."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

import salesdesk.app.report
import salesdesk.app.write_out
import salesdesk.store.migrate
import salesdesk.store.restore
import salesdesk.store.snapshots  # noqa: F401 - the other account may not be able to read the program
from salesdesk.app import command_line
from salesdesk.app.preferences import Preferences
from salesdesk.app.start import book_window
from salesdesk.base.errors import StoreError
from salesdesk.parties.commands import add_party
from salesdesk.store import schema, stray_logs
from salesdesk.store.backup import make_backup
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book
from tests.app.windows import rest
from tests.faults import places

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(bool(places.missing()), reason=places.missing() or "-"),
]
GIVEN = "Given before"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book with one person in it."""
    path = tmp_path_factory.mktemp("whole") / "shop.salesdesk"
    store = Store.create(path, shop_name="Lan", currency="USD", language="en", owner="Hannah")
    add_party(store, name=GIVEN)
    store.close()
    return path


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other accounts may enter."""
    with places.open_folder() as made:
        yield made


def people(store: Store) -> list[str]:
    """Who is in the book."""
    with store.reading() as db:
        return [row.name for row in db.execute(schema.party.select().order_by(schema.party.c.id))]


def names(folder: Path) -> set[str]:
    """What lies in a folder, as far as one may look into it."""
    return {path.name for path in folder.iterdir()} if os.access(folder, os.R_OK) else set()


def look(path: Path) -> dict[str, Any]:
    """Open a book, try to change it, and look what became of its folder."""
    before = names(path.parent)
    try:
        store = open_book(path)
    except StoreError as error:
        return {"refused": error.message, "kind": error.kind, "new": sorted(names(path.parent) - before)}
    try:
        add_party(store, name="New")
        change = "done"
    except StoreError as error:
        change = error.message
    seen = {"reading": store.hold.reading_only, "people": people(store), "change": change}
    store.close()
    return seen | {"new": sorted(names(path.parent) - before)}


def assert_read(seen: dict[str, Any], given: tuple[str, ...] = (GIVEN,)) -> None:
    """It was opened for reading, and nothing was written."""
    assert seen["reading"] is True
    assert seen["people"] == list(given)
    assert "can only be read" in seen["change"]
    assert seen["new"] == []


def test_a_read_only_drive(whole: Path) -> None:
    with places.drive(20_000_000) as drive:
        book = Path(shutil.copy(whole, drive))
        places.make_read_only(drive)
        assert_read(look(book))


def test_a_read_only_drive_with_a_log_that_was_left(whole: Path, tmp_path: Path) -> None:
    live = Path(shutil.copy(whole, tmp_path))
    store = Store.open(live)
    add_party(store, name="In the log")
    with places.drive(20_000_000) as drive:
        book = Path(shutil.copy(live, drive))
        shutil.copy(stray_logs.log_of(live), drive)
        places.make_read_only(drive)
        assert_read(look(book), (GIVEN, "In the log"))
    store.close()


@pytest.mark.skipif(bool(places.cannot_freeze()), reason=places.cannot_freeze() or "-")
def test_a_file_that_cannot_be_changed(whole: Path, tmp_path: Path) -> None:
    book = Path(shutil.copy(whole, tmp_path))
    with places.unchangeable(book):
        assert_read(look(book))


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o755, 0o644), (0o777, 0o444), (0o755, 0o666)])
def test_another_account_that_may_only_read(
    whole: Path, folder: Path, folder_mode: int, file_mode: int
) -> None:
    book = Path(shutil.copy(whole, folder))
    book.chmod(file_mode)
    folder.chmod(folder_mode)
    assert_read(places.as_account(places.NOBODY, lambda: look(book)))


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o755, 0o600), (0o700, 0o644)])
def test_another_account_that_may_not_even_read(
    whole: Path, folder: Path, folder_mode: int, file_mode: int
) -> None:
    book = Path(shutil.copy(whole, folder))
    book.chmod(file_mode)
    folder.chmod(folder_mode)
    seen = places.as_account(places.NOBODY, lambda: look(book))
    assert seen["kind"] == "denied", seen
    assert seen["new"] == []


def test_an_older_book_on_a_read_only_drive_is_read_in_todays_layout(tmp_path: Path) -> None:
    import gzip

    packed = Path(__file__).parent.parent / "store" / "first_book.salesdesk.gz"
    with places.drive(40_000_000) as drive:
        book = drive / "shop.salesdesk"
        book.write_bytes(gzip.decompress(packed.read_bytes()))
        before = book.read_bytes()
        places.make_read_only(drive)
        store = open_book(book)
        assert store.hold.reading_only
        store.close()
        assert book.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_book(tmp_path / "gone" / "shop.salesdesk")
    assert refused.value.kind == "missing"
    assert list(tmp_path.iterdir()) == []


def test_a_place_for_copies_that_cannot_be_written(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(shutil.copy(whole, tmp_path))
    with places.drive(20_000_000) as drive:
        places.make_read_only(drive)
        for target in (drive, drive / "copies"):
            assert command_line.run(["backup", "--book", str(book), "--to", str(target)]) == 1
            said = capsys.readouterr().err
            assert "Your book itself is safe" in said
            assert said.count("\n") == 1


def test_reports_exports_and_checks_of_a_book_on_a_read_only_drive(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with places.drive(20_000_000) as drive:
        book = Path(shutil.copy(whole, drive))
        places.make_read_only(drive)
        here = ["--book", str(book)]
        assert command_line.run(["report", *here]) == 0
        assert command_line.run(["check", *here]) == 0
        assert command_line.run(["export", "parties", str(tmp_path / "list.csv"), *here]) == 0
        assert command_line.run(["export", "parties", str(drive / "list.csv"), *here]) == 1
        (tmp_path / "new.csv").write_text("name,phone\nMinh,0912345678\n")
        assert command_line.run(["import", "parties", str(tmp_path / "new.csv"), *here]) == 1
        assert command_line.run(["restore", str(make_backup_of(whole)), *here]) == 1
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert said.count("\n") == 3, said
        assert names(drive) == {"shop.salesdesk"}


def make_backup_of(whole: Path) -> Path:
    """A proven copy of the book."""
    return make_backup(whole, "manual").path


def test_the_window_says_so_refuses_every_change_in_one_sentence_and_leaves_nothing(
    whole: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with places.drive(20_000_000) as drive:
        book = Path(shutil.copy(whole, drive))
        places.make_read_only(drive)
        window = book_window(open_book(book), Preferences(tmp_path / "p.ini"))
        window.show()
        rest(window)
        assert window.sample_bar.isVisible()
        assert "can only be read" in window.sample_bar.accessibleName()
        for command in ("app.import", "app.undo"):
            window.messages.clear()
            window.actions_map.run(command)
            assert "can only be read" in window.messages.accessibleName(), command
        window.messages.clear()
        assert window.desk.do(add_party, name="New") is None
        assert "can only be read" in window.messages.accessibleName()
        window.close()
        assert names(drive) == {"shop.salesdesk"}
