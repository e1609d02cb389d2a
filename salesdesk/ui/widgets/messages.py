"""What the program says inside a page: bars, errors beside fields, progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import paint, theme
from salesdesk.ui.widgets.badges import Icon
from salesdesk.ui.widgets.buttons import IconButton, Press
from salesdesk.ui.widgets.cards import Card, make_button
from salesdesk.ui.widgets.layouts import STRETCH, clear, column, row
from salesdesk.ui.widgets.text import Label, announce

_BARS = {
    "danger": ("danger", "circle-alert"),
    "warn": ("warn", "triangle-alert"),
    "info": ("accent", "info"),
    "done": ("accent", "circle-check"),
}

_THIN = 28


class PageBar(QFrame):
    """A message over a page: what happened, what is safe, what to do. Hidden while it has nothing to say.

    ``thin`` is for what is true all the time: one low line from edge to edge.
    """

    closed = Signal()

    def __init__(self, tone: str = "danger", parent: QWidget | None = None, *, thin: bool = False) -> None:
        super().__init__(parent)
        self._tone, self._thin = tone, thin
        self._icon = Icon("circle-alert", "dangerInk", 14 if thin else 18)
        self._title = Label("", "caption_medium" if thin else "strong", wrap=True)
        self._text = Label("", "body", wrap=True)
        self._buttons = row(spacing=8)
        self._close = IconButton("x", _("Close this message"), on_click=self._on_close)
        words = column(STRETCH, self._title, self._text, STRETCH, spacing=0)
        margins = (20, 1, 20, 1) if thin else (14, 7, 10, 7)
        layout = row(self._icon, words, self._buttons, self._close, spacing=10, margins=margins)
        layout.setStretch(1, 1)
        layout.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)
        if thin:
            self.setMinimumHeight(theme.scaled(_THIN))  # as high as with a button in it
        self.hide()

    def show_message(
        self,
        title: str,
        text: str = "",
        actions: Sequence[Press] = (),
        *,
        tone: str = "",
        icon: str = "",
        closable: bool = True,
    ) -> None:
        """Say something, and offer what can be done; replaces what was said before."""
        self._tone = tone or self._tone
        colour, usual = _BARS[self._tone]
        self._icon.set_icon(icon or usual, f"{colour}Ink")
        self._title.setText(title)
        self._title.set_color(f"{colour}Ink")
        self._text.setText(text)
        self._text.setVisible(bool(text))
        clear(self._buttons)
        for press in actions:
            self._buttons.addWidget(make_button(press, "row" if self._thin else "small"))
        self._close.setVisible(closable)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self.updateGeometry()
        announce(self, " ".join(part for part in (title, text) if part))

    def clear(self) -> None:
        """Take the message away."""
        self.hide()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = 0 if self._thin else theme.RADIUS["button"]
        paint.box(QPainter(self), self.rect(), f"{_BARS[self._tone][0]}Soft", "", radius)


class InlineError(QWidget):
    """What is wrong with a field, below it; hidden while nothing is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", "caption", "dangerInk", wrap=True)
        icon = Icon("circle-alert", "dangerInk", 14)
        layout = row(column(2, icon, STRETCH), self._label, spacing=5)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say what is wrong; "" hides it."""
        self._label.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says."""
        return self._label.text()


class ProgressCard(Card):
    """Long work in real counts, with a button that stops it."""

    stopped = Signal()

    def __init__(self, title: str, stop_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title_line = Label(title, "strong", elide="end")
        self._count_line = Label("", "caption", "ink2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._note = Label("", "caption", "ink2", elide="end")
        stop = make_button(Press(stop_text or _("Stop and undo"), self.stop), "small")
        self._stop = stop
        self.body.addLayout(row(self._title_line, STRETCH, self._count_line))
        self.body.addWidget(self._bar)
        self.body.addLayout(row(self._note, STRETCH, stop))
        self.show_note(_("You can keep working"))

    def show_progress(self, done: int, total: int, seconds_left: float | None = None) -> None:
        """Show how far the work is; ``total`` 0 means nobody knows, and both 0 that nothing is counted."""
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(round(1000 * min(done, total) / total))
        words = f"{done:,}" if done else ""
        if total:
            words = _("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
        if seconds_left is not None:
            words = _("{count} · {left}").format(count=words, left=time_left(seconds_left))
        self._count_line.setText(words)

    def show_note(self, text: str) -> None:
        """Change the quiet remark below the bar."""
        self._note.setText(text)

    def stop(self) -> None:
        """Ask for an end of the work, as the button does."""
        self._stop.setEnabled(False)
        self.show_note(_("Stopping"))
        self.stopped.emit()


def time_left(seconds: float) -> str:
    """A length of time as progress shows it, rounded so that it does not twitch."""
    if seconds < 60:
        rounded = max(1, round(seconds))
        return ngettext("about {n} s left", "about {n} s left", rounded).format(n=rounded)
    minutes = round(seconds / 60)
    return ngettext("about {n} min left", "about {n} min left", minutes).format(n=minutes)
