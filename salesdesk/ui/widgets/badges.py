"""Small marks: badges, the state of a next step, counts, people, icons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.ui import icons, paint, theme
from salesdesk.ui.widgets.text import plain_tip

_FIXED = QSizePolicy.Policy.Fixed


class Badge(QLabel):
    """A word on a soft colour, with an icon where it helps; colour alone never says anything.

    ``tone`` is "neutral", "accent", "danger", "warn", "sales", "service" or "mkt"; "plain-…" has no ground.
    """

    def __init__(
        self,
        text: str,
        tone: str = "neutral",
        icon: str = "",
        *,
        inline: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone, self._icon, self._inline = tone, icon, inline
        self.setSizePolicy(QSizePolicy.Policy.Maximum, _FIXED)
        self.show_badge(text, tone, icon)

    def show_badge(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Change what it says."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        plain = self._tone.startswith("plain")
        height = theme.height("inline" if self._inline else "badge")
        return QSize(paint.badge_width(self.text(), self._icon, plain), height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.scaled(40)), hint.height())

    def resizeEvent(self, event: object) -> None:
        self.setToolTip(plain_tip(self.text()) if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.badge(QPainter(self), self.rect(), self.text(), self._tone, self._icon, inline=self._inline)


class StepBadge(QLabel):
    """The state of a next step: "late", "today", "later" or "none", in words and with its icon."""

    def __init__(self, state: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Maximum, _FIXED)
        self.show_step(state, text)

    def show_step(self, state: str, text: str) -> None:
        """Change what it says."""
        self._state = state
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.badge_width(self.text(), "calendar", True), theme.height("badge"))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.scaled(48)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        align = paint.Align.AlignLeft
        paint.step_badge(QPainter(self), self.rect(), self.text(), self._state, align)


class CountPill(QLabel):
    """A count in a round pill; hidden at nothing."""

    def __init__(self, count: int = 0, tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = tone
        self.setSizePolicy(_FIXED, _FIXED)
        self.set_count(count)

    def set_count(self, count: int, tone: str = "") -> None:
        """Change the count, and its tone when given."""
        self._tone = tone or self._tone
        self.setText(str(count))
        self.setVisible(count > 0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(paint.pill_width(self.text()), theme.scaled(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.pill(QPainter(self), self.rect(), self.text(), self._tone)


class Avatar(QLabel):
    """A person as two letters in a disc; the whole name is in the tooltip."""

    def __init__(
        self, name: str, size: int = 30, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._tone = tone
        side = theme.scaled(size)
        self.setFixedSize(side, side)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.avatar(QPainter(self), self.rect(), self.text(), self._tone)


class Icon(QWidget):
    """A decorative icon; says nothing to screen readers."""

    def __init__(self, name: str, color: str = "ink2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._color = name, color
        side = theme.scaled(size)
        self.setFixedSize(side, side)

    def set_icon(self, name: str, color: str = "") -> None:
        """Show another icon, in another colour when given."""
        self._name, self._color = name, color or self._color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.draw(QPainter(self), self.rect(), self._name, self._color)


class RoundIcon(QWidget):
    """A decorative icon on a soft disc, as before each event of a timeline."""

    def __init__(
        self, name: str, tone: str = "neutral", size: int = 26, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        side = theme.scaled(size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.round_icon(QPainter(self), self.rect(), self._name, self._tone)


def count_words(text: str, count: int | None) -> str:
    """What a screen reader says for a name with a count beside it."""
    return text if count is None else _("{name}, {count}").format(name=text, count=count)
