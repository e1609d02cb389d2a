"""The bar at the bottom of the window: what is safe, and the keys of what has the focus."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets import STRETCH, Icon, KeyCap, Label, Link, Refilled, announce, plain_tip, row

HEIGHT = 29
MOST_KEYS = 5
_TONES = {
    "ok": ("shield-check", "accent", "ink2"),
    "warn": ("triangle-alert", "warnInk", "warnInk"),
    "danger": ("circle-alert", "dangerInk", "dangerInk"),
}


class _KeyHint(QWidget):
    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        inner = row(KeyCap(key), Label(words, "caption", "ink2"), spacing=7)
        self.setLayout(inner)
        self.needed = inner.sizeHint().width()


def _key_hint(shape: Hashable) -> _KeyHint:
    key, words = cast(tuple[str, str], shape)
    return _KeyHint(key, words)


class StatusBar(QWidget):
    """Backup, saving, where the data is; at the right the keys of the focused view, as many as fit."""

    backup_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Status"))
        self._tone = "ok"
        self._shield = Icon("shield-check", "accent", 14)
        self._backup = Link("", color="ink2", role="caption_medium", on_click=self.backup_clicked.emit)
        self._saved = Label("", "caption", "ink2")
        self._dot = Label("·", "caption", "ink3")
        for unsaid in (self._shield, self._backup, self._dot):
            unsaid.hide()
        self._place = Label(_("Data stays on this computer"), "caption", "ink2", elide="end")
        self._keys = row(spacing=12)
        self._hints: list[_KeyHint] = []
        self._shown = Refilled[_KeyHint](self._keys, _key_hint)
        layout = row(
            self._shield,
            self._backup,
            self._dot,
            self._saved,
            Label("·", "caption", "ink3"),
            Icon("monitor", "ink3", 14),
            self._place,
            STRETCH,
            self._keys,
            spacing=5,
            margins=(14, 1, 14, 0),
        )
        self.setLayout(layout)
        self.setFixedHeight(theme.scaled(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_saved(_("All changes saved"))

    def show_backup(self, text: str, tone: str = "ok", tip: str = "") -> None:
        """Say how old the last backup is; ``tone`` "ok", "warn" or "danger", ``tip`` all about it."""
        icon, icon_color, ink = _TONES[tone]
        for said in (self._shield, self._backup, self._dot):
            said.show()
        self._shield.set_icon(icon, icon_color)
        self._backup.set_color(ink)
        self._backup.setText(text)
        self._backup.setAccessibleName(text)
        self._backup.setAccessibleDescription(tip)
        self._backup.setToolTip(plain_tip(tip))
        self._backup.updateGeometry()
        if tone != "ok" and tone != self._tone:
            announce(self, text)
        self._tone = tone

    def show_saved(self, text: str) -> None:
        """Say whether everything is saved."""
        self._saved.setText(text)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show keys and what they do, at most five; those without room are left out from the end."""
        self._hints = self._shown.show([tuple(key) for key in keys[:MOST_KEYS]])
        self._fit()

    def _fit(self) -> None:
        left = sum(
            w.sizeHint().width() + 6
            for w in (self._shield, self._backup, self._saved, self._place, self._dot)
        )
        room = self.width() - left - theme.scaled(60)
        for hint in self._hints:
            room -= hint.needed + self._keys.spacing()
            hint.setVisible(room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "surface")
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
