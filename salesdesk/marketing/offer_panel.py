"""The offer in four lines (product, price, place, promotion), each edited where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from salesdesk.base.fields import Field
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import _, pgettext
from salesdesk.marketing.commands import edit_campaign
from salesdesk.marketing.fields import OFFER_LINES
from salesdesk.ui import paint, theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Card, Divider, Icon, Label, Link, boxed, column, plain_tip, row

_ICONS = {"product_line": "package", "price_line": "tag", "place_line": "map-pin", "promotion_line": "gift"}


def offer_names() -> dict[str, str]:
    """The four words of the offer; a place is no address here, so they have a context of their own."""
    return {
        "product_line": pgettext("four P", "Product"),
        "price_line": pgettext("four P", "Price"),
        "place_line": pgettext("four P", "Place"),
        "promotion_line": pgettext("four P", "Promotion"),
    }


class _Shown(QPushButton):
    """The words as they stand; a click, Enter or F2 begins to edit them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "body", wrap=True, parent=self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(column(self._words, spacing=0, margins=(0, 2, 4, 2)))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str, example: str) -> None:
        """Show the words, or in their place what belongs there."""
        self._words.setText(words or example)
        self._words.set_color("ink" if words else "ink3")
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Long lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped words."""
        return max(self._words.heightForWidth(max(width - 4, 1)) + 4, theme.height("target"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing but a ground under the pointer and a ring with the keyboard."""
        painter = QPainter(self)
        if self.underMouse():
            paint.box(painter, self.rect().adjusted(-3, 0, 0, 0), "hover", "", theme.RADIUS["badge"])
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["badge"])


class OfferLine(QWidget):
    """One line of the offer: its name, and its words, which are edited in place.

    Enter or leaving the field saves, Esc puts back what was there.
    """

    kept = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._example = _(field.help)
        name = offer_names()[field.key]
        head = row(Icon(_ICONS[field.key], "mkt"), Label(name, "medium", "mktInk", elide="end"), spacing=6)
        head.setStretch(1, 1)
        self.shown = _Shown()
        self.shown.setAccessibleName(name)
        self.shown.clicked.connect(self.edit)
        self.input = QLineEdit(self)  # over the words while they are edited, so that nothing else moves
        self.input.hide()
        self.input.setAccessibleName(name)
        self.input.setPlaceholderText(self._example)
        self.input.editingFinished.connect(self._finish)
        for widget in (self.shown, self.input):
            widget.installEventFilter(self)
        self.setLayout(column(head, self.shown, spacing=2))

    def show_words(self, words: str) -> None:
        """Show what is kept; while it is being edited nothing changes."""
        if self.input.isVisible():
            return
        self._words = words
        self.shown.show_words(words, self._example)
        self.shown.setAccessibleDescription(words or self._example)
        self.shown.setToolTip(plain_tip(_("Click to edit")))

    def edit(self) -> None:
        """Begin to edit."""
        self.input.setText(self._words)
        self._place_input()
        self.input.show()
        self.input.raise_()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.selectAll()

    def _finish(self) -> None:
        if not self.input.isVisible():
            return
        words = nfc(self.input.text()).strip()
        self._close()
        if words != self._words:
            self._words = words
            self.shown.show_words(words, self._example)
            self.kept.emit(words)

    def _close(self) -> None:
        had_keyboard = self.input.hasFocus()
        self.input.hide()
        if had_keyboard:
            self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_input(self) -> None:
        height = theme.height("control")
        spot = self.shown.geometry()
        self.input.setGeometry(spot.x() - 4, spot.center().y() - height // 2 + 1, spot.width() + 4, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field stays over the words."""
        super().resizeEvent(event)
        self._place_input()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 and Enter begin, Esc gives up."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.shown and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
            return True
        if watched is self.input and event.key() == Qt.Key.Key_Escape:
            self.input.setText(self._words)
            self._close()
            return True
        return False


class OfferPanel(Card):
    """The card with the four lines; two and two where it is narrow."""

    def __init__(self, desk: Desk, codes: Link, parent: QWidget | None = None) -> None:
        super().__init__(_("The offer: four P"), codes, parent=parent)
        self._desk = desk
        self._campaign_id = 0
        self._lines: dict[str, OfferLine] = {}
        line = row(spacing=12)
        for place, field in enumerate(OFFER_LINES):
            if place:
                line.addWidget(Divider(vertical=True))
            self._lines[field.key] = offer = OfferLine(field)
            offer.kept.connect(partial(self._keep, field.key))
            line.addWidget(offer, 1)
        self.add(boxed(line))

    def show_campaign(self, campaign_id: int, facts: Mapping[str, Any]) -> None:
        """Show a campaign's offer."""
        self._campaign_id = campaign_id
        for key, line in self._lines.items():
            line.show_words(facts[key])

    def _keep(self, key: str, words: str) -> None:
        facts: dict[str, Any] = {key: words}
        self._desk.do(edit_campaign, self._campaign_id, **facts)

    def line(self, key: str) -> OfferLine:
        """The line of a column of the campaign, such as "price_line"."""
        return self._lines[key]
