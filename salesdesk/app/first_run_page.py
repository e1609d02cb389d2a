"""The first page a new shop sees: one screen, everything filled in, Enter opens the book."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRect, Qt, QTimeZone, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from salesdesk.base import i18n
from salesdesk.base.i18n import N_, _
from salesdesk.base.money import CURRENCIES, sign
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    ChoiceBox,
    FormField,
    Icon,
    InlineError,
    Label,
    boxed,
    column,
    row,
)

WIDTH = 880
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignTop.value
CURRENCY_WORDS = {
    "VND": N_("Vietnamese dong"), "USD": N_("US dollar"), "EUR": N_("Euro"), "GBP": N_("British pound"),
    "AUD": N_("Australian dollar"), "CAD": N_("Canadian dollar"), "SGD": N_("Singapore dollar"),
    "JPY": N_("Japanese yen"),
    "BRL": N_("Brazilian real"),
}  # fmt: skip


class NewShop(NamedTuple):
    """What the page asked: ``start`` is sample, file or empty."""

    language: str
    name: str
    currency: str
    owner: str
    start: str
    zone: str


class ChoiceTile(QAbstractButton):
    """A large choice: title, a line under it, a tick when it is chosen."""

    def __init__(self, title: str, words: str, icon: str = "") -> None:
        super().__init__()
        self._words, self._icon = words, icon
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(f"{title}. {words}")
        self.setMinimumHeight(theme.scaled(74 if icon else 60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words need at this width."""
        super().resizeEvent(event)
        room = self.width() - theme.scaled(28 + 26 + (32 if self._icon else 0))
        words = theme.metrics("caption").boundingRect(QRect(0, 0, room, 999), _WRAP, self._words).height()
        self.setMinimumHeight(max(theme.scaled(74 if self._icon else 60), self._title_height() + words))

    def _title_height(self) -> int:
        return theme.line_height("strong") + theme.scaled(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        paint.box(
            painter, self.rect(), "sel" if on else "surface", "accent" if on else "btn", theme.RADIUS["card"]
        )
        if on or self.hasFocus():
            paint.focus_ring(painter, self.rect(), theme.RADIUS["card"])
        inner = self.rect().adjusted(theme.scaled(14), theme.scaled(9), -theme.scaled(14), -theme.scaled(9))
        if self._icon:
            side = theme.scaled(20)
            spot = inner.adjusted(0, 0, side - inner.width(), 0)
            icons.draw(
                painter,
                spot.adjusted(0, (spot.height() - side) // 2, 0, -((spot.height() - side) // 2)),
                self._icon,
                "accent" if on else "ink2",
            )
            inner.setLeft(inner.left() + theme.scaled(32))
        if on:
            side = theme.scaled(18)
            spot = inner.adjusted(
                inner.width() - side, (inner.height() - side) // 2, 0, -((inner.height() - side) // 2)
            )
            icons.draw(painter, spot, "circle-check", "accent")
            inner.setRight(inner.right() - theme.scaled(26))
        line = theme.line_height("strong")
        paint.text(painter, inner.adjusted(0, 0, 0, line - inner.height()), self.text(), "strong", "ink")
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(inner.adjusted(0, line, 0, 0), _WRAP, self._words)


class FirstRunPage(QWidget):
    """``ready`` gives a `NewShop`; ``language_chosen`` asks for the page in another language."""

    ready = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, folder: Path, start: str = "sample", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        vietnamese = i18n.language() == "vi"
        self._languages = self._tiles(
            [("en", "English", "14 May 2026 · $1,290", ""),
            ("vi", "Tiếng Việt", "14/05/2026 · 12.900.000 ₫", "")],
            i18n.language(), _("Language"),
        )  # fmt: skip
        self._languages[0].idClicked.connect(lambda i: self.language_chosen.emit(("en", "vi")[i]))
        self.shop = QLineEdit()
        self.shop.setPlaceholderText(_("My shop"))
        money = [
            (c, _("{currency} ({sign})").format(currency=_(CURRENCY_WORDS[c]), sign=sign(c)))
            for c in CURRENCIES
        ]
        self.money = ChoiceBox(money)
        self.money.set_value("VND" if vietnamese else _system_currency())
        self.owner = QLineEdit()
        self.owner.setPlaceholderText(_("Your name"))
        self._starts = self._tiles(
            [
                ("sample", _("Sample shop"),
                _("390 people, 330 sales, 200 cases. Remove it at any time."), "sparkles"),
                ("file", _("My Excel file"), _("Names, phone numbers, old sales. Old fonts are read too."),
                "file-spreadsheet"),
                ("empty", _("Empty book"), _("Add the first customer yourself."), "book-open"),
            ],
            start, _("Start with"),
        )  # fmt: skip
        self._error = InlineError()
        self._build()

    def _tiles(
        self, items: list[tuple[str, str, str, str]], current: str, name: str
    ) -> tuple[QButtonGroup, QHBoxLayout, list[str]]:
        group = QButtonGroup(self)
        tiles = []
        for i, (key, title, words, icon) in enumerate(items):
            tile = ChoiceTile(title, words, icon)
            tile.setChecked(key == current)
            group.addButton(tile, i)
            tiles.append(tile)
        group.setObjectName(name)
        return group, row(*tiles, spacing=12), [item[0] for item in items]

    def _build(self) -> None:
        open_button = Button(
            _("Open the book"),
            "primary",
            icon="arrow-right",
            key="Return",
            size="large",
            on_click=self.finish,
        )
        fields = row(
            FormField(_("Name of the shop"), self.shop), FormField(_("Currency"), self.money),
            FormField(_("You are"), self.owner),
            spacing=12,
        )  # fmt: skip
        where = Label(
            _("Copied by itself every day to {folder}").format(folder=plain_folder(self._folder / "backups")),
            "caption",
            "ink2",
            elide="middle",
        )
        welcome = _(
            "Customers, sales and after-sales care in one book, on this computer. No account, no internet."
        )
        body = column(
            Label(_("Welcome to Salesdesk"), "metric", "ink"),
            Label(welcome, "body", "ink2", wrap=True),
            8, Label("Language · Ngôn ngữ", "strong"), self._languages[1], 4, fields, 4,
            Label(_("Start with"), "strong"), self._starts[1], 4, self._error,
            row(Icon("shield-check", "accent", 16), where, STRETCH, open_button, spacing=8),
            spacing=8, margins=(36, 32, 36, 28),
        )  # fmt: skip
        self._card = boxed(body)
        self._card.setFixedWidth(theme.scaled(WIDTH))
        self.setLayout(column(STRETCH, row(STRETCH, self._card, STRETCH), STRETCH))

    def showEvent(self, event: QShowEvent) -> None:
        """The caret into the only thing worth typing."""
        super().showEvent(event)
        self.shop.setFocus()

    def fill(self, shop: NewShop) -> None:
        """Show what was typed before the language changed."""
        self.shop.setText(shop.name)
        self.owner.setText(shop.owner)
        self._starts[0].button(self._starts[2].index(shop.start)).setChecked(True)

    def answers(self) -> NewShop:
        """What is chosen now; empty fields have their ready answers."""
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC"
        return NewShop(
            self._languages[2][self._languages[0].checkedId()], self.shop.text().strip(),
            str(self.money.value()),
            self.owner.text().strip(), self._starts[2][self._starts[0].checkedId()], zone,
        )  # fmt: skip

    def finish(self) -> None:
        """Enter: make the book."""
        typed = self.answers()
        if typed.start != "sample":  # which has a name and an owner of its own
            typed = typed._replace(name=typed.name or _("My shop"), owner=typed.owner or _("Owner"))
        self.ready.emit(typed)

    def show_error(self, words: str) -> None:
        """Say beside the button why the book could not be made."""
        self._error.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("canvas"))
        paint.box(painter, self._card.geometry(), "surface", "line", theme.RADIUS["dialog"])


def plain_folder(folder: Path) -> str:
    """A folder as people read it: from their own folder on, "Documents › Salesdesk › backups"."""
    try:
        parts = folder.relative_to(Path.home()).parts
    except ValueError:
        return str(folder)
    return " › ".join(part for part in parts if not part.startswith("."))


def _system_currency() -> str:
    found = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return found if found in CURRENCIES else "USD"
