"""A quick look at a case from the queue (Space): what it is, who it is for, what happened last."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from salesdesk.base.i18n import _
from salesdesk.base.periods import event_when
from salesdesk.base.phones import pretty
from salesdesk.parties.queries import timeline
from salesdesk.service import queries, rules
from salesdesk.service.page_queries import CasePage
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Badge, Divider, Label, announce, row

_WIDE, _LAST = 420, 3


class CasePreview(QFrame):
    """Closes with Space, Esc or a click elsewhere; Enter opens the case."""

    def __init__(self, desk: Desk, page: CasePage, promise: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(theme.scaled(_WIDE))
        self._desk, self._page = desk, page
        self.words: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        self._lines = layout
        title = Label(page.title, "strong", wrap=True)
        badge = Badge(rules.status_words(page.status), rules.status_tone(page.status))
        layout.addLayout(row(Label(page.number, "caption", "ink2"), STRETCH, badge))
        layout.addWidget(title)
        self._say(promise)
        self._say_facts(page)
        if page.description and page.description != page.title:
            self._say(page.description, "ink")
        self._say_last(page)
        self._say(_("Enter opens the case, Space closes"), "ink3")
        self.setAccessibleName(" ".join([page.number, page.title, *self.words]))

    def _say(self, words: str, ink: str = "ink2") -> None:
        self.words.append(words)
        self._lines.addWidget(Label(words, "caption", ink, wrap=True))

    def _say_facts(self, page: CasePage) -> None:
        owner, piece = page.owner, page.piece
        if owner is not None:
            phone = pretty(owner.phone, self._desk.store.country) if owner.phone else ""
            self._say(" · ".join(part for part in (owner.name, phone) if part), "ink")
        if piece is not None:
            today, language = self._desk.store.today(), self._desk.language
            kept = piece.item_id is not None
            warranty = rules.warranty_words(piece.warranty_until, today, language)[0] if kept else ""
            self._say(" · ".join(part for part in (piece.name, piece.serial, warranty) if part))

    def _say_last(self, page: CasePage) -> None:
        store = self._desk.store
        if page.owner is None:
            return
        with store.reading() as db:
            rows = timeline(
                db, page.owner.id, ("service",), _LAST, None, zone=store.zone, currency=store.currency
            )
        if rows:
            self._lines.addWidget(Divider())
        for event in rows:
            when = event_when(event.at, store.zone, self._desk.language, store.now(), event.timed)
            self._say(" · ".join(part for part in (when, event.title, event.body) if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Esc close, Enter opens the case."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self.close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            case_id = self._page.id
            self.close()
            self._desk.open_record("case", case_id)
        else:
            super().keyPressEvent(event)


def preview_case(desk: Desk, case_id: int, promise: str, at: QPoint, parent: QWidget) -> CasePreview | None:
    """Show a quick look at a case near a global position; None when it is gone."""
    with desk.store.reading() as db:
        page = queries.case_page(db, case_id)
    if page is None:
        return None
    popup = CasePreview(desk, page, promise, parent)
    popup.adjustSize()
    room = parent.screen().availableGeometry()
    at.setX(max(room.left(), min(at.x(), room.right() - popup.width())))
    at.setY(max(room.top(), min(at.y(), room.bottom() - popup.height())))
    popup.move(at)
    popup.show()
    popup.setFocus(Qt.FocusReason.PopupFocusReason)
    announce(popup, popup.accessibleName())
    return popup
