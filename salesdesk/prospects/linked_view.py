"""What hangs on a person: quotes, deals, sales, cases, owned things, campaigns, other people."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import _
from salesdesk.parties.queries import Linked
from salesdesk.ui.widgets import STRETCH, Badge, Icon, IconButton, Label, Link, Refilled, boxed, column, row

_LOOKS = {
    "deal": ("handshake", "sales"), "quote": ("file-text", "sales"), "sale": ("receipt", "sales"),
    "case": ("wrench", "service"), "owned_item": ("package", "service"), "campaign": ("megaphone", "mkt"),
    "party": ("user-round", "ink2"),
}  # fmt: skip


class _Line(QWidget):
    """One record; ``marked`` is how it is told apart: "" for nothing, "plain" words or a "badge"."""

    opened = Signal(str, object)

    def __init__(self, marked: str) -> None:
        super().__init__()
        self._one: Linked | None = None
        self._icon = Icon("link", "ink2")
        self.link = Link("", on_click=self._open)
        line = row(self._icon, self.link, STRETCH, spacing=4, margins=(5, 0, 0, 0))
        self._words = Label("", "caption", "ink3", elide="end") if marked == "plain" else None
        self._badge = Badge("") if marked == "badge" else None
        for mark in (self._words, self._badge):
            if mark is not None:
                line.addWidget(mark)
        self.setLayout(line)

    def fill(self, one: Linked) -> None:
        """Show another record."""
        self._one = one
        self._icon.set_icon(*_LOOKS.get(one.kind, ("link", "ink2")))
        self.link.setText(one.title)
        self.link.updateGeometry()
        if self._words is not None:
            self._words.setText(one.badge)
        if self._badge is not None:
            self._badge.show_badge(one.badge, one.tone)

    def _open(self) -> None:
        if self._one is not None:
            self.opened.emit(self._one.kind, self._one.id)


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
        self._shown = Refilled[_Line](self._lines, self._make)

    def _make(self, marked: Hashable) -> _Line:
        line = _Line(str(marked))
        line.opened.connect(self.opened)
        return line

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """Show other records; with none the whole is hidden."""
        marks = ["" if not one.badge else "plain" if one.tone == "plain" else "badge" for one in linked]
        for line, one in zip(self._shown.show(marks), linked, strict=True):
            line.fill(one)
        self._count.setText(str(len(linked)))
        self.setVisible(bool(linked))

    def first(self) -> Link | None:
        """The first record's link, to go there by key."""
        shown = self._shown.shown
        return shown[0].link if shown else None

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
