"""Step 1 of an import: what the file holds, and which file it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QRadioButton, QWidget

from salesdesk.base.i18n import _
from salesdesk.exchange.import_offers import Offer
from salesdesk.exchange.reading import SUFFIXES
from salesdesk.ui import icons
from salesdesk.ui.widgets import (
    STRETCH,
    Card,
    EmptyState,
    Icon,
    Label,
    Press,
    ScrollColumn,
    boxed,
    column,
    row,
)

_ACROSS = 3


class FilePanel(QWidget):
    """``kind_chosen`` gives an offer's key, ``file_chosen`` a path. A file may be dropped anywhere on it."""

    kind_chosen = Signal(object)
    file_chosen = Signal(object)

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers = offers
        self.setAcceptDrops(True)
        self._kinds = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for i, offer in enumerate(offers):
            choice = QRadioButton(_(offer.label))
            choice.setIcon(icons.icon(offer.icon))
            choice.setChecked(i == 0)
            self._kinds.addButton(choice, i)
            grid.addWidget(choice, i // _ACROSS, i % _ACROSS)
        self._kinds.idClicked.connect(lambda i: self.kind_chosen.emit(self.offers[i].key))
        what = Card(_("What is in the file"))
        what.body.addLayout(grid)
        file_card = Card()
        choose = Press(_("Choose a file"), self.choose, icon="folder-open", kind="primary")
        words = _("Or drop it here. Excel, CSV or vCard; old Vietnamese fonts are read too.")
        file_card.add(EmptyState("file-spreadsheet", _("Which file?"), words, choose, None))
        file_card.setMinimumHeight(260)
        safe = boxed(
            row(
                Icon("shield-check", "accent"),
                Label(
                    _("Nothing is saved until you have seen every change and press Import."), "body", "ink2"
                ),
                STRETCH,
            )
        )
        page = ScrollColumn((20, 16, 20, 12), 12)
        page.add(what)
        page.add(file_card)
        page.add(safe)
        page.body.addStretch(1)
        self.setLayout(column(page, spacing=0))

    def choose_kind(self, key: str) -> None:
        """Choose what the file holds, as if it had been clicked."""
        i = next(i for i, offer in enumerate(self.offers) if offer.key == key)
        self._kinds.button(i).setChecked(True)
        self.kind_chosen.emit(key)

    def choose(self) -> None:
        """Ask for the file."""
        endings = " ".join(f"*.{s}" for s in SUFFIXES)
        chosen = _("Lists ({endings})").format(endings=endings)
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", chosen + ";;" + _("All files (*)")
        )
        if path:
            self.file_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.file_chosen.emit(paths[0])
