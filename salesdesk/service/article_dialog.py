"""Articles: suggested while a problem is typed, read, written from a solved case."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.service import commands, queries
from salesdesk.service.page_queries import CasePage
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.editors import LongTextEditor
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import STRETCH, FormField, Label, Link, Strip, boxed, clear, column, row


class ArticleSuggestions(Strip):
    """Up to three articles that may help with what is being typed; hidden when there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("accent", "lightbulb")
        self._desk = desk
        self._shown: list[queries.ArticleRow] = []
        self._lines = column(spacing=0)
        self.row.addWidget(boxed(self._lines), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def look_for(self, typed: str, product_id: int | None) -> None:
        """Suggest what fits the words typed and the product."""
        with self._desk.store.reading() as db:
            found = queries.suggest_articles(db, typed, product_id)
        if found != self._shown:
            self._shown = found
            clear(self._lines)
            for article in found:
                self._lines.addLayout(self._line(article))
        self.setVisible(bool(found))

    def _line(self, article: queries.ArticleRow) -> QHBoxLayout:
        link = Link(article.title, role="medium", on_click=lambda: read_article(self._desk, article.id))
        words = ngettext("helped once", "helped {n} times", article.helped).format(n=article.helped)
        helped = Label(words if article.helped else "", "caption", "accentInk")
        return row(link, helped, STRETCH, spacing=8)


class ReadArticleSheet(Sheet):
    """One article, to be read while the customer is on the phone."""

    def __init__(self, desk: Desk, article: queries.ArticleRow) -> None:
        super().__init__(desk.window, article.title, 560, icon="book-open")
        self._desk, self._article = desk, article
        self.body.addWidget(Label(article.body, wrap=True, selectable=True))
        self.set_note(
            ngettext("It helped once", "It helped {n} times", article.helped).format(n=article.helped)
        )
        self.add_action(_("Edit"), icon="pencil", on_click=self._edit)
        self.set_primary(_("It helped"), icon="thumbs-up", on_click=self._helped)

    def _edit(self) -> None:
        self.reject()
        write_article(self._desk, article=self._article)

    def _helped(self) -> None:
        self._desk.do(commands.article_helped, self._article.id, quiet=True)
        self.accept()


class WriteArticleSheet(Sheet):
    """Title and text; from a case they begin with its problem, cause and solution."""

    def __init__(self, desk: Desk, page: CasePage | None, article: queries.ArticleRow | None) -> None:
        super().__init__(
            desk.window,
            _("Write an article") if article is None else _("Edit the article"),
            600,
            icon="book-open",
        )
        self._desk, self._page, self._article = desk, page, article
        self.title = QLineEdit(article.title if article else page.title if page else "")
        self.text = LongTextEditor()
        self.text.setFixedHeight(theme.scaled(200))
        self.text.set_value(article.body if article else _from_case(page) if page else "")
        self._fields = {
            "title": FormField(_("Title"), self.title),
            "body": FormField(_("What to do"), self.text),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.set_note(_("Suggested when somebody types a similar problem"))
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self.save)

    def save(self) -> None:
        """Save and close."""
        failures: list[UserError] = []
        words: dict[str, Any] = {
            "title": self.title.text(),
            "body": self.text.value() or "",
            "failed": failures.append,
        }
        if self._article is not None:
            self._desk.do(commands.edit_article, self._article.id, **words)
        else:
            piece = self._page.piece if self._page else None
            self._desk.do(
                commands.write_article,
                case_id=self._page.id if self._page else None,
                product_id=piece.product_id if piece else None,
                **words,
            )
        for field in self._fields.values():
            field.clear_error()
        if not failures:
            self.accept()
        elif failures[0].field in self._fields:
            self._fields[failures[0].field].set_error(failures[0].message)
        else:
            self.show_error(failures[0].message)


def _from_case(page: CasePage) -> str:
    parts = [page.description, page.cause, page.resolution]
    return "\n\n".join(part for part in parts if part)


def read_article(desk: Desk, article_id: int) -> bool:
    """Show an article; False when it is gone."""
    with desk.store.reading() as db:
        article = queries.article_row(db, article_id)
    if article is None:
        return False
    sheet = ReadArticleSheet(desk, article)
    sheet.run()
    sheet.deleteLater()
    return True


def write_article(
    desk: Desk, page: CasePage | None = None, article: queries.ArticleRow | None = None
) -> bool:
    """Ask for an article's words; True when it was saved."""
    sheet = WriteArticleSheet(desk, page, article)
    try:
        return sheet.run()
    finally:
        sheet.deleteLater()
