"""The settings: a page over the tabs, sections at the left, everything saved at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.app.settings_list import SectionList, SectionRow, matching
from salesdesk.app.settings_sections import SECTIONS, Section, load
from salesdesk.base.i18n import _
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import STRETCH, Label, ScrollColumn, SearchField, boxed, column, row

LIST_WIDTH = 236


class SettingsPage(QWidget):
    """``closed`` says that the person goes back to where they came from."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(_("Settings"))
        self.current = SECTIONS[0].key
        self._made: dict[str, ScrollColumn] = {}
        self.search = SearchField(_("Find a setting"))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._enter)
        self.list = SectionList()
        self.list.chosen.connect(self._choose)
        self.list.entered_section.connect(self._enter)
        self._nothing = Label("", "caption", "ink2", wrap=True)
        self._nothing.hide()
        self._stack = QStackedWidget()
        rail = boxed(
            column(
                row(Label(_("Settings"), "title"), margins=(10, 0, 0, 0)),
                self.search,
                self._nothing,
                self.list,
                spacing=8,
                margins=(12, 15, 12, 8),
            )
        )
        rail.setFixedWidth(theme.scaled(LIST_WIDTH))
        whole = row(rail, self._stack, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.list)
        self._find("")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Keys for the status bar."""
        return (("Ctrl+,", _("settings")), ("Ctrl+F", _("find a setting")), ("Esc", _("back")))

    def focus_filter(self) -> None:
        """Ctrl+F: the caret into "Find a setting"."""
        self.search.setFocus()
        self.search.selectAll()

    def open_section(self, key: str) -> None:
        """Show a section; an unknown one changes nothing."""
        section = next((one for one in SECTIONS if one.key == key), None)
        if section is None:
            return
        if self.search.text():
            self.search.clear()
        self._show(section)
        self.list.choose(key)

    def enter_section(self, key: str) -> None:
        """Show a section with the keys where one mostly goes in it (its ``first``), else in the list."""
        self.open_section(key)
        first = getattr(self.section(key), "first", None)
        if isinstance(first, QWidget) and first.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def section(self, key: str) -> QWidget | None:
        """The widget of a section that was shown."""
        scroll = self._made.get(key)
        item = scroll.body.itemAt(1) if scroll is not None else None
        return item.widget() if item is not None else None

    def _show(self, section: Section) -> None:
        self.current = section.key
        if section.key not in self._made:
            scroll = ScrollColumn((24, 13, 24, 20), 12)
            scroll.add(Label(_(section.label), "title"))
            scroll.add(load(section)(self._desk))
            scroll.body.addWidget(boxed(column(STRETCH)), 1)
            scroll.setAccessibleName(_(section.label))
            self._made[section.key] = scroll
            self._stack.addWidget(scroll)
        self._stack.setCurrentWidget(self._made[section.key])

    # Finding

    def _find(self, typed: str) -> None:
        rows = matching(SECTIONS, typed)
        self.list.show_rows(rows, self.current)
        self._nothing.setVisible(not rows)
        self._nothing.setText(_("No setting is called “{text}”.").format(text=typed.strip()))

    def _choose(self, found: SectionRow) -> None:
        self._show(found.section)
        if found.word:
            # After the section has its size, or it could not be scrolled to what was found.
            QTimer.singleShot(0, self, lambda: self._reveal(found.word))

    def _reveal(self, word: str) -> None:
        scroll = self._made[self.current]
        named = (w for w in scroll.findChildren(QWidget) if w.accessibleName() == _(word))
        target = next((w for w in named if w.isVisible()), None)
        if target is not None:
            scroll.ensureWidgetVisible(target, 0, theme.scaled(60))

    def _enter(self) -> None:
        """Enter: the keys to the section, at what was found."""
        found = self.list.current_row()
        scroll = self._made.get(self.current)
        if found is None or scroll is None:
            return
        self._show(found.section)
        scroll = self._made[self.current]
        inside = [w for w in scroll.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        inside = [w for w in inside if w.isVisible() and w.isEnabled() and w is not scroll]
        named = [w for w in inside if found.word and _named(w, _(found.word), scroll)]
        for target in (*named, *inside):
            target.setFocus(Qt.FocusReason.TabFocusReason)
            scroll.ensureWidgetVisible(target, 0, theme.scaled(60))
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.open_section(self.current)
                return
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = theme.scaled(LIST_WIDTH)
        painter.fillRect(self.rect(), theme.color("canvas"))
        painter.fillRect(0, 0, wide, self.height(), theme.color("surface"))
        painter.fillRect(wide - 1, 0, 1, self.height(), theme.color("line"))


def _named(widget: QWidget, name: str, within: QWidget) -> bool:
    """Whether a widget, or something it is part of, is called so."""
    part: QWidget | None = widget
    while part is not None and part is not within:
        if part.accessibleName() == name:
            return True
        part = part.parentWidget()
    return False
