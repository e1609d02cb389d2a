"""The lock screen: shop, clock, people and PIN. Nothing of any customer is on it."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.app.lock_tiles import Tiles, short_name
from salesdesk.app.pin_field import PinField
from salesdesk.app.recovery_panel import RecoveryPanel
from salesdesk.base import i18n
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_day
from salesdesk.staff.pin_queries import kept_pins
from salesdesk.staff.pins import length_of
from salesdesk.staff.queries import list_staff
from salesdesk.staff.unlocking import Memory, check_pin, seconds_to_wait
from salesdesk.store.database import Store
from salesdesk.ui import theme
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Icon,
    InlineError,
    Label,
    Link,
    ScrollColumn,
    announce,
    boxed,
    column,
    row,
)

_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}


class Remarks(NamedTuple):
    """The words at the bottom: why it is locked, what is kept, and whose time is running."""

    reason: str = ""
    kept: str = ""
    timer: str = ""


class LockPage(QWidget):
    """``entered`` gives the staff id of who proved to be it; the other signals are the choices below."""

    entered = Signal(object)
    recovered = Signal(object)
    language_chosen = Signal(str)
    quit_wanted = Signal()

    def __init__(self, store: Store, memory: Memory, remarks: Remarks, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._memory = store, memory
        with store.reading() as db:
            people, self._pins = list_staff(db), kept_pins(db)
        self.setAccessibleName(_("Locked"))
        self.setAutoFillBackground(False)
        self.tiles = Tiles(people, store.staff_id)
        self.tiles.chosen.connect(lambda _id: self._show_person())
        self.tiles.typed.connect(self._type)
        self.pin = PinField(4)
        self.pin.complete.connect(self._try)
        self.pin.moved.connect(self.tiles.move_by)
        self.pin.lettered.connect(self.tiles.find_by)
        self.pin.returnPressed.connect(self._enter_without)
        self.enter = Button(_("Unlock"), "primary", key="Return", on_click=self._enter_without)
        self.enter.installEventFilter(self)
        self.error = InlineError()
        self._ask = Label("", "medium", align=_CENTRE, buddy=self.pin)
        self._clock, self._day = Label("", "clock", align=_CENTRE), Label("", "section", "ink2")
        self._forgot = Link(_("Forgot PIN?"), on_click=self.open_recovery)
        self.recovery = RecoveryPanel(store, memory)
        self.recovery.proved.connect(self.recovered)
        self.recovery.closed.connect(self._close_recovery)
        self._lay_out(remarks)
        self._seconds = QTimer(self)
        self._seconds.timeout.connect(self._tick)
        self._seconds.start(1000)
        self._tick()
        self._show_person()

    def _lay_out(self, remarks: Remarks) -> None:
        font = theme.font("section")
        font.setWeight(font.Weight.Normal)
        self._day.setFont(font)
        self._middle = ScrollColumn((20, 20, 20, 12), 0)
        shop = Label(self._store.setting("shop_name"), "sheet", "ink2", elide="end", align=_CENTRE)
        wrong = boxed(row(STRETCH, self.error, STRETCH))
        wrong.setFixedHeight(theme.scaled(20))  # so that nothing moves when there is something to say
        self._asking = boxed(
            column(
                row(STRETCH, self._ask, STRETCH),
                row(STRETCH, self.pin, self.enter, STRETCH),
                row(STRETCH, self._forgot, STRETCH),
                wrong,
                spacing=7,
            )
        )
        body = self._middle.body
        body.addStretch(10)
        for item, gap in ((shop, 8), (self._clock, 2), (self._day, 30)):
            body.addWidget(item, 0, _CENTRE)
            body.addSpacing(gap)
        body.addLayout(row(STRETCH, self.tiles, STRETCH))
        body.addSpacing(26)
        body.addWidget(self._asking)
        body.addLayout(row(STRETCH, self.recovery, STRETCH))
        body.addStretch(10)
        self.recovery.hide()
        self.setLayout(column(self._middle, self._foot(remarks), spacing=0))

    def _foot(self, remarks: Remarks) -> QWidget:
        menu = QMenu(self)
        for key, words in LANGUAGES.items():
            line = QAction(words, menu)
            line.triggered.connect(lambda _checked=False, chosen=key: self.language_chosen.emit(chosen))
            menu.addAction(line)
        language = Button(
            LANGUAGES.get(i18n.language(), "English"), "ghost", icon="languages", size="small", menu=menu
        )
        language.setAccessibleName(_("Language"))
        leave = Button(_("Close Salesdesk"), "ghost", icon="power", size="small",
                       on_click=self.quit_wanted.emit)  # fmt: skip
        said = [Label(words, "caption", "ink2", elide="end") for words in remarks[:2] if words]
        lock = [Icon("lock", "ink3", 16)] if said else []
        timer = [Icon("timer", "ink3", 16), Label(remarks.timer, "caption", "ink2")] if remarks.timer else []
        return boxed(
            row(*lock, *said, STRETCH, *timer, 12, language, leave, spacing=6, margins=(18, 6, 14, 12))
        )

    # Who

    def _show_person(self) -> None:
        """What is asked of the person chosen: a PIN, or only to press Enter."""
        person = self.tiles.current
        kept = self._pins.get(person.id)
        self.pin.clear()
        self.error.setText("")
        name = short_name(person)
        if kept is None:
            self._ask.setText(_("{name} has no PIN").format(name=name))
        else:
            length = length_of(kept)
            self._ask.setText(_("{name}, type your PIN").format(name=name))
            self.pin.set_length(length)
            self.pin.setAccessibleName(
                ngettext("PIN of {name}, {n} digit", "PIN of {name}, {n} digits", length).format(
                    name=person.name, n=length
                )
            )
        self.pin.setVisible(kept is not None)
        self.enter.setVisible(kept is None)
        self._forgot.setVisible(kept is not None)
        self._close_recovery()
        self._tick()
        (self.pin if kept is not None else self.enter).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and letters on the Open button, of a person without PIN, choose the person too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_without()
                return True
            return self.pin.choose_by(event)
        return False

    def _type(self, text: str) -> None:
        if not text.isdigit():
            self.tiles.find_by(text)
        elif not self.pin.isHidden():
            self.pin.setFocus()
            self.pin.insert(text)

    def _enter_without(self) -> None:
        if self.tiles.current.id not in self._pins:
            self.entered.emit(self.tiles.current.id)

    def _try(self, pin: str) -> None:
        person = self.tiles.current
        checked = check_pin(self._store, person.id, pin, self._memory)
        if checked.right:
            self.entered.emit(person.id)
            return
        self.pin.clear()
        words = _("This is not the PIN.")
        if checked.tries_left:
            words = ngettext(
                "This is not the PIN. {n} more try before a wait.",
                "This is not the PIN. {n} more tries before a wait.",
                checked.tries_left,
            ).format(n=checked.tries_left)
        self.error.setText(words)
        announce(self, words)
        self._tick()

    # Time

    def _tick(self) -> None:
        now = self._store.now().astimezone(self._store.zone)
        self._clock.setText(f"{now:%H:%M}")
        self._day.setText(format_day(now.date(), i18n.language(), "long"))
        wait = seconds_to_wait(self._store, self.tiles.current.id, self._memory)
        if wait:
            words = ngettext("Too many wrong tries. Wait {n} second.",
                             "Too many wrong tries. Wait {n} seconds.", wait)  # fmt: skip
            self.error.setText(words.format(n=wait))
        elif self.pin.isReadOnly():
            self.error.setText("")
        if bool(wait) != self.pin.isReadOnly():
            self.pin.setReadOnly(bool(wait))
            self.pin.update()

    # Forgotten

    def open_recovery(self) -> None:
        """Show what helps who forgot the PIN."""
        self._asking.hide()
        self.recovery.show_for(self.tiles.current)

    def _close_recovery(self) -> None:
        self.recovery.hide()
        self._asking.show()
        self.pin.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.pin if not self.pin.isHidden() else self.enter).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tiles.arrange(self.width() - theme.scaled(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("canvas"))
