"""Three short hints for the first days at a computer: one at a time, each gone for good once closed."""

from PySide6.QtWidgets import QWidget

from salesdesk.base.i18n import N_, _
from salesdesk.ui.desk import Desk
from salesdesk.ui.keycaps import show_key
from salesdesk.ui.widgets import STRETCH, IconButton, KeyCap, Label, row

NOTE = "hints_seen"
HINTS = (
    ("L", N_("writes down a call on the chosen line; Enter saves it with the next step.")),
    ("Ctrl+K", N_("finds every person, paper and command: a few letters or digits are enough.")),
    ("F9", N_("opens the charts beside whatever you are working on.")),
)


class FirstHints(QWidget):
    """Shows the next hint that was not closed yet; hidden when all were.

    The one after a closed hint waits until the page is shown again.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cap, self._words = KeyCap("L"), Label("", "caption", "ink2", wrap=True)
        close = IconButton("x", _("Do not show this hint again"), size="row", on_click=self._close)
        layout = row(self._cap, self._words, close, STRETCH, spacing=8, margins=(2, 0, 0, 0))
        layout.setStretch(1, 0)
        self.setLayout(layout)
        self.show_next()

    @property
    def seen(self) -> int:
        """How many hints were closed at this computer."""
        noted = self._desk.note(NOTE)
        return int(noted) if noted.isdecimal() else 0

    def show_next(self) -> None:
        """Show the next hint, if one is left."""
        left = self.seen < len(HINTS)
        if left:
            key, words = HINTS[self.seen]
            self._cap.set_key(key)
            self._words.setText(_(words))
            self.setAccessibleName(f"{show_key(key)} {_(words)}")
        self.setVisible(left)

    def _close(self) -> None:
        self._desk.keep_note(NOTE, str(self.seen + 1))
        self.hide()
