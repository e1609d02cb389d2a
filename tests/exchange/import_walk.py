"""Walking through the import page as a person does."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox
from sqlalchemy import select

from salesdesk.app import dialogs
from salesdesk.app.window import MainWindow
from salesdesk.exchange.import_page import ImportPage
from salesdesk.exchange.mapping import Mapping
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from salesdesk.ui.widgets import Label
from tests.app.windows import rest

SAMPLES = Path(__file__).parent.parent.parent / "resources" / "samples"
PEOPLE = """Full name,Tel,Since,Owner,Note
Laura Bennett,0161 496 0100,03/04/2025,Hannah,likes tea
Oak Street Nursery,0161 496 0101,05/06/2025,Maria,
Grace Liu,0161 496 0102,07/08/2025,Hannah,
,,,,only a note
"""


def mapping_of(page: ImportPage) -> Mapping:
    """The columns as they are matched."""
    assert page.draft.file is not None
    return page.draft.file.mapping


def counts_of(page: ImportPage) -> dict[str, int]:
    """How many rows come to what."""
    assert page.draft.rehearsal is not None
    return page.draft.rehearsal.counts


def import_page(window: MainWindow, path: Path | None = None, kind: str = "") -> ImportPage:
    """The page as the menu opens it, on a file where one is given."""
    dialogs.import_file(window, str(path) if path else "", kind)
    rest(window)
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    return page


def go_to(window: MainWindow, page: ImportPage, step: int) -> None:
    """Press the primary button until a step is reached."""
    while page.step < step:
        before = page.step
        page.next()
        rest(window)
        assert page.step > before, page.match_panel._error.text()


def said_by(widget: Any) -> str:
    """All words that are shown."""
    return "\n".join(label.text() for label in widget.findChildren(Label) if not label.isHidden())


def people_of(store: Store) -> dict[str, Any]:
    """The people of the book by name."""
    with store.reading() as db:
        rows = db.execute(select(s.party).where(s.party.c.deleted_at.is_(None))).mappings()
        return {row["name"]: row for row in rows}


def rows_of(page: ImportPage, outcome: str) -> list[str]:
    """What happens to each row of an outcome, in words."""
    page.check_panel.chips.set_current(outcome)
    page.check_panel._show_rows()
    model = page.check_panel.table.model()
    return [str(model.index(n, 2).data()) for n in range(model.rowCount())]


def tick(page: ImportPage, words: str) -> None:
    """Tick the box whose words hold these."""
    boxes = page.check_panel._side.findChildren(QCheckBox)
    next(box for box in boxes if words in box.accessibleName()).click()
