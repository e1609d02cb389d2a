"""Every article of the shop: type a few words, read the one that helps, or write a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from salesdesk.base.fold import fold
from salesdesk.base.i18n import _, ngettext
from salesdesk.service import queries
from salesdesk.service.article_dialog import read_article, write_article
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import Label, SearchField

_ROWS = 8


class _Search(SearchField):
    """Up and Down walk through the list below without leaving the field."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(_("Words of the problem"), name=_("Search the articles"))
        self._rows = rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._rows.count():
            self._rows.setCurrentRow(min(max(self._rows.currentRow() + step, 0), self._rows.count() - 1))
            return
        super().keyPressEvent(event)


class ArticlesSheet(Sheet):
    """Enter or a double click reads the marked article; it stays open below what is read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, _("Articles"), 560, icon="book-open")
        self._desk = desk
        self._shown: list[queries.ArticleRow] = []
        self.rows = QListWidget()
        self.rows.setFixedHeight(theme.scaled(_ROWS * 32 + 4))
        self.search = _Search(self.rows)
        self._none = Label("", "body", "ink2", wrap=True)
        for part in (self.search, self.rows, self._none):
            self.body.addWidget(part)
        self.add_action(_("Write an article"), icon="pencil", on_click=self._write)
        self._read = self.set_primary(_("Read"), icon="book-open", on_click=self.read)
        self.search.textChanged.connect(lambda _text: self.look_for())
        self.rows.itemDoubleClicked.connect(lambda _item: self.read())
        self.set_focus_first(self.search)
        self.look_for()

    def look_for(self) -> None:
        """Show the articles that hold every word typed, those that helped most first."""
        typed = fold(self.search.text()).split()
        with self._desk.store.reading() as db:
            every = queries.list_articles(db)
        self._shown = [a for a in every if all(word in fold(f"{a.title} {a.body}") for word in typed)]
        self.rows.clear()
        for article in self._shown:
            self.rows.addItem(QListWidgetItem(_row_words(article)))
        count = len(self._shown)
        words = ngettext("{n} article", "{n} articles", count).format(n=count)
        self.rows.setAccessibleName(_("Articles, {count}").format(count=words))
        self.rows.setCurrentRow(0 if self._shown else -1)
        self.rows.setVisible(bool(self._shown))
        self._none.setVisible(not self._shown)
        self._none.setText(_("No article has these words.") if every else _none_yet())
        self._read.setEnabled(bool(self._shown))
        self.set_note(words)

    def read(self) -> None:
        """Read the marked article."""
        place = self.rows.currentRow()
        if 0 <= place < len(self._shown):
            read_article(self._desk, self._shown[place].id)
            self.look_for()

    def _write(self) -> None:
        write_article(self._desk)
        self.look_for()


def _none_yet() -> str:
    return _("Nothing is written down yet. “Write an article” in the menu of a solved case does it.")


def _row_words(article: queries.ArticleRow) -> str:
    if not article.helped:
        return article.title
    helped = ngettext("helped once", "helped {n} times", article.helped).format(n=article.helped)
    return _("{title}  ·  {helped}").format(title=article.title, helped=helped)


def show_articles(desk: Desk) -> None:
    """Show the articles to search and read."""
    sheet = ArticlesSheet(desk)
    try:
        sheet.run()
    finally:
        sheet.deleteLater()
