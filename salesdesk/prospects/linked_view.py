"""What hangs on a person: quotes, deals, sales, cases, owned things, campaigns, other people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.parties.queries import Linked
from salesdesk.ui.widgets import STRETCH, Badge, Icon, IconButton, Label, Link, boxed, clear, column, row

_LOOKS = {
    "deal": ("handshake", "sales"), "quote": ("file-text", "sales"), "sale": ("receipt", "sales"),
    "case": ("wrench", "service"), "owned_item": ("package", "service"), "campaign": ("megaphone", "mkt"),
    "party": ("user-round", "ink2"),
}  # fmt: skip


class LinkedView(QWidget):
    """A titled list; in a narrow window it folds to its title with the number."""

    opened = Signal(str, object)
    """(kind, id)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", "body", "ink3")
        self._fold = IconButton("chevron-down", _("Show linked records"), size="row", on_click=self._turn)
        self._fold.hide()
        self._lines = column(spacing=4)
        self._body = boxed(self._lines)
        head = row(
            Label(_("Linked"), "strong"), self._count, STRETCH, self._fold, spacing=6, margins=(5, 0, 0, 0)
        )
        self.setLayout(column(head, self._body, spacing=4))
        self._folded = False

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """Show other records; with none the whole is hidden."""
        clear(self._lines)
        for one in linked:
            self._lines.addWidget(self._line(one))
        self._count.setText(str(len(linked)))
        self.setVisible(bool(linked))

    def first(self) -> Link | None:
        """The first record's link, to go there by key."""
        return self._body.findChild(Link)

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold; folded it can be opened by hand."""
        if folded == self._folded:
            return
        self._folded = folded
        self._fold.setVisible(folded)
        self._show(not folded)

    def _turn(self) -> None:
        self._show(self._body.isHidden())

    def _show(self, shown: bool) -> None:
        self._body.setVisible(shown)
        self._fold.set_icon("chevron-up" if shown else "chevron-down")
        self._fold.set_name(_("Hide linked records") if shown else _("Show linked records"))

    def unfold(self) -> None:
        """Show the records, however narrow the window."""
        self._show(True)

    def _line(self, one: Linked) -> QWidget:
        icon, color = _LOOKS.get(one.kind, ("link", "ink2"))
        link = Link(one.title, on_click=lambda: self.opened.emit(one.kind, one.id))
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = row(Icon(icon, color), link, STRETCH, spacing=4, margins=(5, 0, 0, 0))
        if one.badge:
            plain = one.tone == "plain"
            line.addWidget(
                Label(one.badge, "caption", "ink3", elide="end") if plain else Badge(one.badge, one.tone)
            )
        return boxed(line)
