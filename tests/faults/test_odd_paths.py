"""G26: twenty-four odd names: create, open, copy, restore, import, export and PDF work in all of them."""

import sys
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from salesdesk.app import command_line
from salesdesk.base.task import silent_task
from salesdesk.documents.drawing_view import write_pdf
from salesdesk.documents.papers import Block, Paper
from salesdesk.documents.placing import SIZES
from salesdesk.parties.commands import add_party
from salesdesk.store import restore, schema
from salesdesk.store.backup import make_backup
from salesdesk.store.database import Store
from salesdesk.store.opening import open_book

pytestmark = pytest.mark.faults

NAMES = {
    "Vietnamese": "Nguyễn Văn Ánh",
    "decomposed": unicodedata.normalize("NFD", "Nguyễn Văn Ánh"),
    "Japanese": "日本の店",
    "emoji": "🛒 shop 👩‍🔧",
    "right to left": "متجر حنا",
    "Hebrew": "חנות",
    "blanks": "  my   shop  ",
    "percent": "100% off %20 %s %(a)s",
    "hash": "shop #1",
    "question": "who?mode=ro",
    "apostrophe": "Lan's",
    "quote": 'the "best"',
    "semicolon": "a;b;DROP TABLE party",
    "ampersand": "A & B + C",
    "brackets": "[shop] {a} (b) *",
    "200 letters": "x" * 200,
    "long Vietnamese": "Đ" * 100,
    "trailing dot": "shop.",
    "trailing blank": "shop ",
    "leading dot": ".shop",
    "dashes": "--help -- -",
    "line break": "two\nlines",
    "backslash": "a\\b",
    "file uri": "file:shop@host~$HOME`x`",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is brought in."""
    return "name,phone\nLan,0912345678\nMinh,0987654321\n"


def people(store: Store) -> set[str]:
    """Who is in the book."""
    with store.reading() as db:
        return {row.name for row in db.execute(schema.party.select())}


@pytest.mark.skipif(sys.platform == "win32", reason="many of these names are not allowed there")
@pytest.mark.parametrize("name", NAMES)
def test_everything_works_in_a_folder_and_a_file_of_this_name(
    name: str, rows: str, tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / NAMES[name]
    short = NAMES[name][:60]  # of a file, which has an ending and a draft's mark too
    book = folder / f"{short}.salesdesk"
    store = Store.create(book, shop_name=NAMES[name], currency="USD", language="en", owner="Hannah")
    add_party(store, name="First")
    store.close()

    store = open_book(book)
    assert people(store) == {"First"}
    copy = make_backup(book, "manual")
    assert copy.path.parent == folder / "backups"
    add_party(store, name="Second")
    store.close()
    restore.restore(book, copy.path)

    here = ["--book", str(book)]
    given, written = folder / f"{short}.csv", folder / f"out {short}.xlsx"
    given.write_text(rows)
    assert command_line.run(["import", "parties", *here, "--", str(given)]) == 0
    assert command_line.run(["export", "parties", *here, "--", str(written)]) == 0
    assert command_line.run(["check", *here]) == 0
    assert "Traceback" not in capsys.readouterr().err
    assert written.stat().st_size > 1_000
    store = open_book(book)
    assert people(store) == {"First", "Lan", "Minh"}
    store.close()

    paper = Paper("sale", "en", "Sales slip", "1", Block("", NAMES[name], ()))
    pdf = write_pdf(paper, SIZES["a4"], folder / f"{short}.pdf", silent_task())
    assert pdf.read_bytes().startswith(b"%PDF")
    left = {path.name for path in folder.iterdir()}
    assert left == {book.name, "backups", given.name, written.name, pdf.name}, "nothing is left lying about"


def test_there_are_twenty_four_names() -> None:
    assert len(NAMES) == 24
