"""A text as one person gets it, with what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.base.i18n import _
from salesdesk.documents.message_rules import fill, unfilled
from salesdesk.marketing.outreach_queries import Addressee
from salesdesk.ui import theme
from salesdesk.ui.widgets import STRETCH, Button, Card, Icon, IconButton, Label, Link, boxed, column, row


class PreviewView(Card):
    """The filled text. ``done`` is the primary button: copied or said, on to the next."""

    done = Signal()
    skipped = Signal()
    person_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("How it reads"), parent=parent)
        self._name = Link("", on_click=self.person_wanted.emit)
        self.text = Label("", "body", wrap=True, selectable=True)
        self.text.setMinimumHeight(theme.scaled(36))
        self.text.setAccessibleName(_("How it reads"))
        self._remark = Label("", "caption", "warnInk", wrap=True)
        line = row(column(2, Icon("triangle-alert", "warnInk", 14), STRETCH), self._remark, spacing=6)
        line.setStretch(1, 1)
        self._remarks = boxed(line)
        self.skip = IconButton("arrow-right", _("Skip"), size="control", on_click=self.skipped.emit)
        self.primary = Button("", "primary", icon="copy", key="Return", on_click=self.done.emit)
        self.primary.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Above the text, so that the button stays where it is whatever the text's length.
        self.set_trailing(boxed(row(self._name, self.skip, self.primary)))
        self.add(column(self.text, self._remarks, spacing=8))

    def show_text(
        self, person: Addressee | None, body: str, values: Mapping[str, str], channel: str, reason: str
    ) -> None:
        """Show the text for somebody; ``reason`` says why that person is left out, "" for nobody left out."""
        self._name.setText(person.name if person else "")
        self._name.setVisible(person is not None)
        self._name.setAccessibleName(_("Open {name}").format(name=person.name) if person else "")
        calling = channel == "phone"
        self.primary.setText(_("Called, next") if calling else _("Copy, next"))
        self.primary.set_icon("phone" if calling else "copy")
        ready = person is not None and not reason and bool(body.strip())
        self.primary.setEnabled(ready)
        self.skip.setEnabled(person is not None)
        if person is None:
            self.text.setText(_("Choose somebody on the list, and the text is shown as that person gets it."))
        elif not body.strip():
            self.text.setText(_("Write the text above, or take a template."))
        else:
            self.text.setText(fill(body, values))
        self._say(person, body, values, reason)

    def _say(self, person: Addressee | None, body: str, values: Mapping[str, str], reason: str) -> None:
        lacking: Sequence[str] = unfilled(body, values) if person else ()
        words = ""
        if person and reason:
            words = _("{name} is left out: {reason}.").format(name=person.name, reason=reason)
        elif person and lacking:
            words = _("Nothing is known for: {words}").format(words=", ".join(lacking))
        self._remark.setText(words)
        self._remarks.setVisible(bool(words))

    def remark(self) -> str:
        """What is said below the text."""
        return self._remark.text()
