"""The people at the desk as tiles on the lock screen, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from salesdesk.base import choices
from salesdesk.base.fold import fold, given_name
from salesdesk.base.i18n import _
from salesdesk.staff.queries import StaffRow
from salesdesk.ui import icons, paint, theme

_WIDE, _TALL, _GAP, _DISC = 132, 122, 12, 48
_TONES = {"owner": "accent", "service": "service", "sales": "sales", "marketing": "mkt"}


def role_of(roles: str) -> str:
    """The role that a tile names: the first one, or that it is for looking only."""
    first = roles.split(",")[0]
    return _("view only") if roles == "viewer" else choices.label(choices.ROLES, first)


def short_name(person: StaffRow) -> str:
    """What somebody is called at work; a viewer's name need not be a person's, so it stays whole."""
    return person.name if person.roles == "viewer" else given_name(person.name)


def in_order(people: Sequence[StaffRow]) -> list[StaffRow]:
    """Owners first, who only looks last, by name otherwise."""
    return sorted(people, key=lambda p: ("owner" not in p.roles.split(","), p.roles == "viewer"))


class PersonTile(QAbstractButton):
    """One person; ``typed`` hands on digits and letters that were typed on it."""

    typed = Signal(str)

    def __init__(self, person: StaffRow, role: str) -> None:
        super().__init__()
        self.person, self._role = person, role
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("{name}, {role}").format(name=person.name, role=role))
        self.setToolTip("")
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDE), theme.scaled(_TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()[:1]
        if text.isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = theme.RADIUS["card"]
        fill = "hover" if self.underMouse() and not self.isChecked() else "surface"
        edge, thick = ("accent", 2.0) if self.isChecked() else ("line", 1.0)
        paint.box(painter, self.rect(), fill, edge, radius, thick)
        self._paint_disc(painter)
        middle = paint.Align.AlignHCenter
        pad = theme.scaled(8)
        name = QRect(pad, theme.scaled(66), self.width() - 2 * pad, theme.scaled(20))
        paint.text(painter, name, short_name(self.person), "strong", "ink", middle)
        paint.text(painter, name.translated(0, theme.scaled(22)), self._role, "caption", "ink2", middle)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), radius)

    def _paint_disc(self, painter: QPainter) -> None:
        side = theme.scaled(_DISC)
        disc = QRect((self.width() - side) // 2, theme.scaled(15), side, side)
        viewer = self.person.roles == "viewer"
        tone = "neutral" if viewer else _TONES.get(self.person.roles.split(",")[0], "accent")
        ground, ink = paint.tone_tokens(tone)
        paint.box(painter, disc, ground, "", side / 2)
        if viewer:
            small = theme.scaled(18)
            spot = QRect(disc.center().x() - small // 2, disc.center().y() - small // 2, small, small)
            icons.draw(painter, spot, "eye", ink)
        else:
            given = given_name(self.person.name)
            words = paint.initials(given if " " in given else self.person.name)
            paint.text(painter, disc, words, "title", ink, paint.Align.AlignHCenter, "")


class Tiles(QWidget):
    """All tiles, as many side by side as fit. ``chosen`` gives the staff id, ``typed`` what was typed."""

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, people: Sequence[StaffRow], current: int | None) -> None:
        super().__init__()
        self._tiles = [PersonTile(person, role_of(person.roles)) for person in in_order(people)]
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.scaled(_GAP))
        self._columns = 0
        self.setAccessibleName(_("People at the desk, {n}").format(n=len(self._tiles)))
        for tile in self._tiles:
            self._group.addButton(tile)
            tile.toggled.connect(self._tell)
            tile.typed.connect(self.typed)
        self.arrange(theme.scaled(960))
        self.choose(current if current is not None else 0)

    def _tell(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.current.id)

    @property
    def current(self) -> StaffRow:
        """The person chosen."""
        tile = self._group.checkedButton()
        return tile.person if isinstance(tile, PersonTile) else self._tiles[0].person

    def choose(self, staff_id: int) -> None:
        """Choose a person; somebody who is not there leaves the first one."""
        tile = next((t for t in self._tiles if t.person.id == staff_id), self._tiles[0])
        tile.setChecked(True)

    def move_by(self, by: int) -> None:
        """The next person or the one before, round and round."""
        here = next(n for n, tile in enumerate(self._tiles) if tile.isChecked())
        self._tiles[(here + by) % len(self._tiles)].setChecked(True)

    def find_by(self, letter: str) -> None:
        """The next person whose given name, or else name, begins with a letter."""
        here = next(n for n, tile in enumerate(self._tiles) if tile.isChecked())
        round_trip = self._tiles[here + 1 :] + self._tiles[: here + 1]
        for name_of in (given_name, str):
            for tile in round_trip:
                if fold(name_of(tile.person.name)).startswith(fold(letter)):
                    tile.setChecked(True)
                    return

    def arrange(self, width: int) -> None:
        """Put as many side by side as a width in pixels holds."""
        columns = max(1, (width + theme.scaled(_GAP)) // theme.scaled(_WIDE + _GAP))
        columns = min(columns, len(self._tiles), 6)
        if columns == self._columns:
            return
        self._columns = columns
        for n, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, n // columns, n % columns)
