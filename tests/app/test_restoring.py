"""Going back to a copy: at the command line, on the page of copies, and when the book cannot be opened."""

from pathlib import Path

import pytest

from salesdesk.__main__ import main
from salesdesk.store.backup import list_backups, make_backup
from salesdesk.store.database import Store


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book of one setting, "day", that is 1; its copy is made, then the day is 2."""
    path = tmp_path / "shop.salesdesk"
    store = Store.create(path, shop_name="Clearwater", currency="USD", language="en", owner="Hannah")
    store.set_setting("day", "1")
    make_backup(path, "manual")
    store.set_setting("day", "2")
    store.close()
    return path


def _day(book: Path) -> str:
    store = Store.open(book)
    try:
        return store.setting("day")
    finally:
        store.close()


def _copy(book: Path) -> Path:
    return list_backups(book.parent / "backups")[-1].path


def test_the_command_line_goes_back_and_tells_how_to_return(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(_copy(book)), "--book", str(book)]) == 0
    assert _day(book) == "1"
    said = capsys.readouterr().out
    before = list_backups(book.parent / "backups")[0].path
    assert f"salesdesk restore {before}" in said
    assert main(["restore", str(before), "--book", str(book)]) == 0
    assert _day(book) == "2"


def test_a_missing_copy_is_said_and_nothing_changes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", "no-such-copy.sdbk", "--book", str(book)]) == 1
    assert "no-such-copy" in capsys.readouterr().err
    assert _day(book) == "2"


def test_a_damaged_book_is_replaced_and_kept(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = _copy(book)
    book.write_bytes(b"scribble")
    assert main(["restore", str(copy), "--book", str(book)]) == 0
    assert _day(book) == "1"
    assert "shop-damaged-1.salesdesk" in capsys.readouterr().out
    assert (book.parent / "shop-damaged-1.salesdesk").read_bytes() == b"scribble"


def test_another_programs_file_is_never_replaced(book: Path, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "theirs.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t(x)")
    before = other.read_bytes()
    assert main(["restore", str(_copy(book)), "--book", str(other)]) == 1
    assert other.read_bytes() == before
