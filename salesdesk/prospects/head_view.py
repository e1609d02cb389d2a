"""The head of a person's page: name and badges, phone and address, and what can be done at once."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.parties.queries import PartyCard
from salesdesk.prospects import row_words, words
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Badge, Button, Icon, IconButton, Label, Link, Refilled, column, row


def _badge(_shape: Hashable) -> Badge:
    return Badge("")


class HeadView(QWidget):
    """``menu_wanted`` asks for the lines of the "…" menu, which is filled when it opens."""

    call_wanted = Signal()
    quote_wanted = Signal()
    back_wanted = Signal()
    menu_wanted = Signal(object)
    """(QMenu)"""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._back = IconButton(
            "arrow-left", _("Back to the list"), key="Alt+Left", on_click=self.back_wanted.emit
        )
        self._back.hide()
        self.name = Label("", "record", elide="end")
        self._badges: QHBoxLayout = row(spacing=8)
        self._shown = Refilled[Badge](self._badges, _badge)
        self._phone_icon = Icon("phone", "ink2")
        self.phone = Link("", on_click=self._copy_phone)
        self._dot = Label("·", "body", "ink3")
        self._pin = Icon("map-pin", "ink2")
        self.address = Label("", "body", "ink2", elide="end")
        self.call = Button(_("Log call"), "primary", icon="phone", key="L", on_click=self.call_wanted.emit)
        self.quote = Button(_("Quote"), icon="file-text", key="Q", on_click=self.quote_wanted.emit)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self.menu_wanted.emit(self._menu))
        self.more = IconButton(
            "ellipsis", _("More for this person"), kind="default", size="control", menu=self._menu
        )
        self._lay_out()

    def _lay_out(self) -> None:
        upper = row(self._back, self.name, self._badges, STRETCH, spacing=9)
        lower = row(self._phone_icon, self.phone, self._dot, self._pin, self.address, STRETCH, spacing=6)
        left = column(upper, lower, spacing=0)
        whole = row(left, self.call, self.quote, self.more, spacing=8)
        whole.setStretch(0, 1)
        for button in (self.call, self.quote, self.more):
            whole.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_back(self, shown: bool) -> None:
        """Whether a way back to the list is needed."""
        self._back.setVisible(shown)

    def show_card(self, card: PartyCard, *, can_quote: bool) -> None:
        """Show a person."""
        self.name.setText(card.name)
        states = list(words.state_badges(card, self._desk.language, self._desk.currency))
        for badge, (text, tone, icon) in zip(self._shown.show([0] * len(states)), states, strict=True):
            badge.show_badge(text, tone, icon)
        phone = row_words.shown_phone(card.phone, self._desk.store.country)
        self._phone_icon.set_icon("phone" if phone else "mail")
        shown = phone or card.email
        self.phone.setText(shown)
        self.phone.setToolTip(_("Copy") if shown else "")
        self.phone.setAccessibleName(_("Copy {value}").format(value=shown))
        self.address.setText(card.address)
        self._phone_icon.setVisible(bool(shown))
        self.phone.setVisible(bool(shown))
        self._pin.setVisible(bool(card.address))
        self.address.setVisible(bool(card.address))
        self._dot.setVisible(bool(shown and card.address))
        self.quote.setVisible(can_quote)

    def _copy_phone(self) -> None:
        QGuiApplication.clipboard().setText(self.phone.text())
        self._desk.toasts.show_toast(_("Copied {value}").format(value=self.phone.text()))
