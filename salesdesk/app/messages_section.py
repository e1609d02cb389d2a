"""Settings: the texts kept for use again: for selling, for service, for marketing."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from salesdesk.app.settings_parts import LinesCard, SettingsSection
from salesdesk.base import choices
from salesdesk.base.i18n import _
from salesdesk.documents.message_commands import add_examples, move_message, remove_message
from salesdesk.documents.message_dialog import MessageSheet
from salesdesk.documents.message_queries import ReadyMessage, list_messages
from salesdesk.marketing.outreach_queries import sample_words
from salesdesk.ui.widgets import Button, EmptyState, IconButton, Label, Press, boxed, clear, column, row


class MessagesSection(SettingsSection):
    """A card for each purpose: add, change, order, remove."""

    tables = ("ready_message",)

    def build(self) -> None:
        """One place that is made anew after each change."""
        self._cards = column(spacing=12)
        self.body.addLayout(self._cards)

    def fill(self) -> None:
        """The messages as they are now."""
        clear(self._cards)
        with self.desk.store.reading() as db:
            messages = list_messages(db)
        for purpose in choices.PURPOSES:
            own = [one for one in messages if one.purpose == purpose.value]
            self._cards.addWidget(self._card(purpose.value, _(purpose.label), own))

    def _card(self, purpose: str, title: str, own: list[ReadyMessage]) -> QWidget:
        card = LinesCard(title)
        card.set_count(str(len(own)) if own else "")
        add = Button(_("New message"), icon="plus", size="small", on_click=lambda: self.edit(purpose, None))
        add.setAccessibleName(_("New message: {purpose}").format(purpose=title))
        card.set_trailing(add)
        for place, message in enumerate(own):
            card.add_whole(self._line(message, place, len(own)))
        if not own:
            examples = Press(
                _("Add the examples"), lambda: self.desk.do(add_examples, purpose), icon="sparkles"
            )
            why = _("A message is written once and filled in with a customer’s name each time.")
            card.add_whole(EmptyState("text-quote", _("No messages yet"), why, quiet=examples))
        return card

    def _line(self, message: ReadyMessage, place: int, count: int) -> QWidget:
        name = message.name
        body = Label(" ".join(message.body.split()), "caption", "ink2", elide="end")
        words = column(Label(name, "medium", elide="end"), body, spacing=0)
        up = IconButton(
            "arrow-up", _("Move up: {name}").format(name=name), size="row",
            on_click=partial(self._move, message, place - 1),
        )  # fmt: skip
        down = IconButton(
            "arrow-down", _("Move down: {name}").format(name=name), size="row",
            on_click=partial(self._move, message, place + 1),
        )  # fmt: skip
        change = IconButton(
            "pencil", _("Change: {name}").format(name=name), size="row",
            on_click=partial(self.edit, message.purpose, message),
        )  # fmt: skip
        remove = IconButton(
            "trash-2", _("Remove: {name}").format(name=name), size="row",
            on_click=lambda: self.desk.do(remove_message, message.id),
        )  # fmt: skip
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        line = row(words, up, down, change, remove, spacing=4, margins=(15, 6, 15, 6))
        line.setStretch(0, 1)
        return boxed(line)

    def _move(self, message: ReadyMessage, place: int) -> None:
        self.desk.do(move_message, message.id, place, quiet=True)

    def edit(self, purpose: str, message: ReadyMessage | None) -> None:
        """Write a message, or change one."""
        sample = sample_words(self.desk.store, self.desk.language)
        MessageSheet(self.desk, purpose, sample, message).finish()
