"""F1: help about what is on screen, offline: contents and a search at the left, one topic at the right."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from salesdesk.app import help_topics
from salesdesk.app.features import shown_record
from salesdesk.base.i18n import _, ngettext
from salesdesk.ui import theme
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Button, Divider, Label, SearchField, announce, boxed, column, row

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow

_LIST, _TEXT = 236, 760
_LINE_HEIGHT = 145.0  # in hundredths: room for stacked Vietnamese marks
_KEY = Qt.ItemDataRole.UserRole
_KEEP = QTextCursor.MoveMode.KeepAnchor


class _Reader(QTextBrowser):
    """A topic's text; a link to another topic is told, not followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSearchPaths([str(help_topics.folder())])
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.TextBrowserInteraction
        )
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Link, theme.color("accentInk"))
        colours.setColor(QPalette.ColorRole.Text, theme.color("ink"))
        colours.setColor(QPalette.ColorRole.Base, theme.color("surface"))
        self.setPalette(colours)

    def show_text(self, markdown: str) -> None:
        document = self.document()
        document.setDefaultFont(theme.font("body"))
        document.setDocumentMargin(theme.scaled(4))
        self.setMarkdown(markdown)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        lines.setLineHeight(_LINE_HEIGHT, proportional)
        cursor.mergeBlockFormat(lines)
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        """No picture wider than the text: nothing is to be scrolled sideways."""
        room = self.viewport().width() - 4 * theme.scaled(4)
        for cursor, picture in list(self._pictures()):
            image = QImage(str(help_topics.folder() / picture.name()))
            if not image.isNull() and room > 0:
                picture.setWidth(min(image.width(), room))
                picture.setHeight(picture.width() * image.height() / image.width())
                cursor.setCharFormat(picture)

    def _pictures(self) -> Iterator[tuple[QTextCursor, QTextImageFormat]]:
        block = self.document().begin()
        while block.isValid():
            places = block.begin()
            while not places.atEnd():
                fragment = places.fragment()
                if fragment.charFormat().isImageFormat():
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(fragment.position() + fragment.length(), _KEEP)
                    yield cursor, fragment.charFormat().toImageFormat()
                places += 1
            block = block.next()


class HelpView(QWidget):
    """The contents and a topic. ``shown`` tells the topic's key."""

    shown = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._topics = help_topics.read_all()
        self._behind: list[str] = []
        self.key = ""
        self.search = SearchField(_("Find in help"))
        self.search.textChanged.connect(self._find)
        self.contents = QListWidget()
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.currentItemChanged.connect(self._chosen)
        self.reader = _Reader()
        self.reader.anchorClicked.connect(self._follow)
        rail = boxed(column(self.search, self.contents, spacing=8, margins=(12, 12, 12, 8)))
        rail.setFixedWidth(theme.scaled(_LIST))
        whole = row(rail, Divider(vertical=True), self.reader, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._list(self._topics)
        self.show_topic(key)

    def show_topic(self, key: str) -> None:
        """Show a topic; the one before is where `back` leads."""
        topic = next(topic for topic in self._topics if topic.key == key)
        if self.key and self.key != key:
            self._behind.append(self.key)
        self._put(topic)

    def _put(self, topic: help_topics.Topic) -> None:
        self.key = topic.key
        self.reader.show_text(topic.text)
        self.reader.setAccessibleName(topic.title)
        self._mark(topic.key)
        announce(self, topic.title)
        self.shown.emit(topic.key)

    def back(self) -> bool:
        """The topic before; False when this is the first."""
        if not self._behind:
            return False
        key = self._behind.pop()
        self._put(next(topic for topic in self._topics if topic.key == key))
        return True

    def _follow(self, url: QUrl) -> None:
        key = url.toString().removesuffix(".md")
        if key in help_topics.TOPICS:
            self.show_topic(key)

    def _find(self, typed: str) -> None:
        found = help_topics.find_topics(self._topics, typed)
        self._list(found)
        if found and typed.strip():
            self._put(found[0])
        self._mark(self.key)

    def _list(self, topics: Sequence[help_topics.Topic]) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for topic in topics:
            item = QListWidgetItem(topic.title, self.contents)
            item.setData(_KEY, topic.key)
        self.contents.blockSignals(False)
        count = ngettext("Help, {n} topic", "Help, {n} topics", len(topics)).format(n=len(topics))
        self.contents.setAccessibleName(count)

    def _mark(self, key: str) -> None:
        self.contents.blockSignals(True)
        for place in range(self.contents.count()):
            if self.contents.item(place).data(_KEY) == key:
                self.contents.setCurrentRow(place)
        self.contents.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.show_topic(str(item.data(_KEY)))


class HelpPage(QWidget):
    """Help over the tabs. ``closed``: the person goes back to where they came from."""

    closed = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Help"))
        self.view = HelpView(key)
        close = Button(_("Close"), key="Esc", on_click=self.closed.emit)
        head = row(Label(_("Help"), "title"), spacing=8, margins=(20, 10, 20, 10))
        head.addStretch(1)
        head.addWidget(Label(_("Works without a network"), "caption", "ink3"))
        head.addWidget(close)
        whole = column(boxed(head), Divider(), self.view, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.view.contents)

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status bar."""
        return (("Ctrl+F", _("find in help")), ("Alt+Left", _("back")), ("Esc", _("close")))

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.view.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_layer(self) -> bool:
        """Alt+Left: the topic before."""
        return self.view.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))


def open_help(window: "MainWindow") -> None:
    """F1: about the page, record or tab that is shown."""
    page = window.pages.shown
    record = shown_record(window.shown_tab)
    name = type(page).__name__ if page is not None else ""
    key = help_topics.topic_for(window.current_tab, record[0] if record else "", name)
    shown = window.pages.find(HelpPage)
    if shown is None:
        shown = HelpPage(key)
        shown.closed.connect(lambda: window.close_page(shown))
    elif page is not shown:
        shown.view.show_topic(key)
    window.show_page(shown, lambda: open_help(window))


def help_over(window: "MainWindow", dialog: QWidget) -> None:
    """F1 in a dialog: the same help in a sheet over it, so that nothing typed is lost."""
    record = shown_record(window.shown_tab)
    kind = record[0] if record else ""
    key = help_topics.topic_for(window.current_tab, kind, dialog=type(dialog).__name__)
    sheet = Sheet(dialog, _("Help"), _TEXT + _LIST, icon="circle-help")
    view = HelpView(key)
    view.setMinimumHeight(theme.scaled(460))
    sheet.body.addWidget(view)
    sheet.set_focus_first(view.contents)
    sheet.run()
    sheet.deleteLater()
