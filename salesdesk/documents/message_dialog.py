"""The sheet in which a ready-made message is written or changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from salesdesk.base import choices
from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.documents.message_commands import add_message, edit_message
from salesdesk.documents.message_queries import ReadyMessage
from salesdesk.documents.message_rules import fill
from salesdesk.documents.message_text_view import MessageText
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.sheet_dialog import Sheet
from salesdesk.ui.widgets import ChoiceBox, FormField, Label, boxed, row

CHANNELS = ("", "message", "email", "phone", "direct_mail")
"""The channels on which words of one's own are sent or said; "" is any."""


class MessageSheet(Sheet):
    """A ready-made message: name, channel, text, and how it reads for somebody.

    ``sample`` are the words of a sample person by placeholder. After `finish` the message's id is in
    ``answer``.
    """

    def __init__(
        self,
        desk: Desk,
        purpose: str,
        sample: Mapping[str, str],
        message: ReadyMessage | None = None,
        *,
        body: str = "",
        channel: str = "",
    ) -> None:
        title = _("New template") if message is None else _("Change the template")
        super().__init__(desk.window, title, 620)
        self.desk, self._purpose, self._sample, self._message = desk, purpose, sample, message
        self.answer: int | None = None
        self.name = QLineEdit(message.name if message else "")
        self.name.setPlaceholderText(_("Its first words, if left empty"))
        self._name_field = FormField(_("Name"), self.name)
        offered = [
            (key, choices.label(choices.CHANNELS, key) if key else _("Any channel")) for key in CHANNELS
        ]
        self.channel = ChoiceBox(offered, _("Channel"))
        self.channel.set_value(message.channel if message else channel)
        head = row(self._name_field, FormField(_("Channel"), self.channel), spacing=12)
        head.setStretch(0, 3)
        head.setStretch(1, 2)
        self.text = MessageText(_("Text"), lines=6)
        self.text.set_text(message.body if message else body)
        self._preview = Label("", "body", "ink2", wrap=True)
        self._preview.setMinimumHeight(theme.scaled(44))
        for item in (boxed(head), self.text):
            self.body.addWidget(item)
        self.body.addWidget(FormField(self._preview_title(), self._preview))
        self.text.edited.connect(self._show_preview)
        self.text.sent.connect(self.press_primary)
        self.add_action(_("Cancel"), key="Esc", on_click=self.reject)
        self.set_primary(_("Save"), key="Ctrl+Return", on_click=self._save)
        self.set_focus_first(self.name if message is None and not body else self.text.input)
        self._show_preview()

    def _preview_title(self) -> str:
        name = self._sample.get("name", "")
        return _("How it reads for {name}").format(name=name) if name else _("How it reads")

    def _show_preview(self) -> None:
        self._preview.setText(fill(self.text.text(), self._sample) or "—")

    def preview(self) -> str:
        """The text as the sample person would get it."""
        return self._preview.text()

    def _save(self) -> None:
        facts: dict[str, Any] = {
            "name": self.name.text(), "body": self.text.text(), "purpose": self._purpose,
            "channel": str(self.channel.value() or ""),
        }  # fmt: skip
        self._name_field.clear_error()
        if self._message is None:
            saved = self.desk.do(add_message, failed=self._say, **facts)
        else:
            saved = self.desk.do(
                edit_message, self._message.id, version=self._message.version, failed=self._say, **facts
            )
        if saved is not None:
            self.answer = saved
            self.accept()

    def _say(self, error: UserError) -> None:
        if error.field == "name":
            self._name_field.set_error(error.message)
        elif error.field == "body":
            self.text.set_error(error.message)
        else:
            self.show_error(error.message)

    def finish(self) -> int | None:
        """Show it and wait; gives the message's id, None when nothing was saved."""
        try:
            return self.answer if self.run() else None
        finally:
            self.deleteLater()
