"""The ready-made messages of marketing, with how each reads for somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy import Connection

from salesdesk.base import choices
from salesdesk.base.fields import Field
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.documents.message_commands import add_examples, move_message, remove_message
from salesdesk.documents.message_dialog import MessageSheet
from salesdesk.documents.message_queries import ReadyMessage, find_message, list_messages
from salesdesk.documents.message_rules import fill
from salesdesk.marketing.brand_dialog import brand_sheet, brand_words
from salesdesk.marketing.outreach_queries import sample_words
from salesdesk.ui import theme
from salesdesk.ui.actions import Action
from salesdesk.ui.cells import two_line_cell
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane
from salesdesk.ui.record_table import RecordTable, in_card
from salesdesk.ui.widgets import (
    STRETCH,
    Button,
    Card,
    Divider,
    EmptyState,
    Label,
    Link,
    Press,
    clear,
    column,
    row,
)

PURPOSE = "marketing"
_NARROW = 900
_QUIET = "ink2"
_UP, _DOWN, _REMOVE = "Alt+Up", "Alt+Down", "Del"


class TemplateLine(NamedTuple):
    """A template as the table shows it."""

    id: int
    name: str
    words: str
    channel: str


def _matching(db: Connection, query: ListQuery) -> list[ReadyMessage]:
    wanted = fold(query.text)
    found = [m for m in list_messages(db, PURPOSE) if wanted in fold(f"{m.name} {m.body}")]
    return [m for m in found if query.view in ("", "all") or m.channel in ("", query.view)]


def _rows(db: Connection, ids: Sequence[int]) -> Mapping[int, TemplateLine]:
    wanted = set(ids)
    return {
        m.id: TemplateLine(
            m.id, m.name, " ".join(m.body.split()),
            choices.label(choices.CHANNELS, m.channel) if m.channel else _("Any channel"),
        )
        for m in list_messages(db, PURPOSE)
        if m.id in wanted
    }  # fmt: skip


class TemplatesPage(QWidget):
    """The table of templates and the preview; Enter changes one."""

    def __init__(self, desk: Desk, views: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        columns = [
            Column(Field("name", N_("Template"), width=360), stretch=True,
                   cell=two_line_cell(lambda line: (line.name, line.words))),
            Column(Field("channel", N_("Channel"), width=130), token=_QUIET),
        ]  # fmt: skip
        source = QuerySource(
            desk.store, lambda db, query, _limit: [m.id for m in _matching(db, query)], _rows
        )
        self.model = RecordModel(source, columns, None, language=desk.language, currency=desk.currency)
        self.table = RecordTable(self.model, name=_("Templates"), two_line=True, actions=self._row_actions)
        self.table.opened.connect(self.edit)
        self.table.picked.connect(lambda _message_id: self._show_preview())
        for chord, run in (
            (_UP, lambda: self.shift(-1)), (_DOWN, lambda: self.shift(1)), (_REMOVE, self.remove)
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(chord), self.table, run)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.preview = Card(_("How it reads"))
        self._text = Label("", "body", wrap=True, selectable=True)
        self._for = Label("", "caption", "ink2", wrap=True)
        change = Button(_("Change…"), icon="pencil", on_click=lambda: self.table.open_current())
        self.preview.add(column(self._text, self._for, row(STRETCH, change), spacing=10))
        self._brand = column(spacing=6)
        self.preview.add(Divider())
        self.preview.add(row(Label(_("Brand page"), "strong"), STRETCH, Link(_("Edit"), on_click=self.brand)))
        self.preview.add(self._brand)
        self.preview.body.addStretch(1)
        self._stack = QStackedWidget()
        both = QWidget()
        line = row(in_card(self.table), self.preview, spacing=12)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        both.setLayout(line)
        self._stack.addWidget(both)
        self._stack.addWidget(
            EmptyState(
                "text-quote",
                _("No template yet"),
                _("Keep texts you send again, with words in braces for each person’s name and product."),
                Press(_("Add the examples"), lambda: desk.do(add_examples, PURPOSE), icon="sparkles"),
                Press(_("New template"), self.new_template, icon="plus"),
            )
        )
        self._nothing = EmptyState(
            "list-filter", _("No template matches"), _("Choose another filter or clear the text.")
        )
        self._stack.addWidget(self._nothing)
        new = Button(_("New template"), icon="plus", on_click=self.new_template)
        filters = [
            Filter("all", _("All")),
            *(Filter(key, choices.label(choices.CHANNELS, key)) for key in ("message", "email", "phone")),
        ]
        self.pane = ListPane(_("Marketing"), filters, (), self._stack, views=views, trailing=new, wide=True)
        self.pane.query_changed.connect(self.model.show)
        self.model.counted.connect(self._count)
        self.setLayout(column(self.pane, spacing=0, margins=(20, 12, 20, 12)))
        watch(self, desk.hub, ("ready_message", "setting"), lambda _touched: self._refresh())

    def start(self) -> None:
        """Read the list."""
        self.model.show(self.pane.query)
        self._read_counts()
        self._show_brand()

    def _refresh(self) -> None:
        self.model.refresh()
        self._read_counts()
        self._show_preview()
        self._show_brand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview goes where there is no room for it."""
        super().resizeEvent(event)
        self._show_preview()

    def _read_counts(self) -> None:
        with self._desk.store.reading() as db:
            counts = {key: len(_matching(db, ListQuery(key))) for key in ("all", "message", "email", "phone")}
        self.pane.set_counts(counts)

    def _count(self, shown: int) -> None:
        query = self.pane.query
        filtered = bool(query.text) or query.view != "all"
        self._stack.setCurrentIndex(0 if shown else 2 if filtered else 1)
        if shown and self.table.current_id() is None:
            self.table.select_first()
        self._show_preview()

    def _current(self) -> ReadyMessage | None:
        current = self.table.current_id()
        if current is None:
            return None
        with self._desk.store.reading() as db:
            return find_message(db, current)

    def _show_preview(self) -> None:
        message = self._current()
        sample = sample_words(self._desk.store, self._desk.language)
        self._text.setText(fill(message.body, sample) if message else "")
        name = sample.get("name", "")
        self._for.setText(_("As {name} would get it").format(name=name) if name and message else "")
        self.preview.setVisible(message is not None and self.width() >= theme.scaled(_NARROW))

    def _show_brand(self) -> None:
        clear(self._brand)
        words = brand_words(self._desk.store)
        for heading, said in words:
            self._brand.addWidget(Label(heading, "caption_medium", "ink2"))
            self._brand.addWidget(Label(said, "body", wrap=True))
        if not words:
            nothing = _(
                "Write down once what the shop promises and how it speaks; it stands beside every text."
            )
            self._brand.addWidget(Label(nothing, "caption", "ink2", wrap=True))

    def brand(self) -> None:
        """Write down who the shop is."""
        brand_sheet(self._desk).finish()

    def shown_text(self) -> str:
        """The text of the preview."""
        return self._text.text()

    # ------------------------------------------------------------- what is done

    def _sheet(self, message: ReadyMessage | None) -> None:
        sample = sample_words(self._desk.store, self._desk.language)
        saved = MessageSheet(self._desk, PURPOSE, sample, message).finish()
        if saved is not None:
            self.table.select_id(saved)

    def new_template(self) -> None:
        """Write another template."""
        self._sheet(None)

    def edit(self, message_id: int) -> None:
        """Change a template."""
        with self._desk.store.reading() as db:
            message = find_message(db, message_id)
        if message is not None:
            self._sheet(message)

    def shift(self, by: int) -> None:
        """Put the current template higher or lower."""
        message = self._current()
        if message is None:
            return
        with self._desk.store.reading() as db:
            place = [m.id for m in list_messages(db, PURPOSE)].index(message.id)
        self._desk.do(move_message, message.id, max(place + by, 0))

    def remove(self) -> None:
        """Put the current template into the Bin."""
        current = self.table.current_id()
        if current is not None:
            self._desk.do(remove_message, current)

    def _row_actions(self) -> list[Action]:
        current = self.table.current_id()
        if current is None:
            return []
        return [
            Action("marketing.edit_template", N_("Change the template…"), self.table.open_current, "pencil"),
            Action("marketing.template_up", N_("Move up"), partial(self.shift, -1), "arrow-up", _UP),
            Action("marketing.template_down", N_("Move down"), partial(self.shift, 1), "arrow-down", _DOWN),
            Action("marketing.remove_template", N_("Remove the template"), self.remove, "trash-2", _REMOVE),
        ]
