"""The messages of a campaign: one text, made personal, copied person by person or written to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from salesdesk.base import choices
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_number
from salesdesk.documents.message_commands import add_examples
from salesdesk.documents.message_dialog import CHANNELS, MessageSheet
from salesdesk.documents.message_queries import ReadyMessage, list_messages
from salesdesk.documents.message_rules import fill
from salesdesk.documents.message_text_view import MessageText
from salesdesk.documents.papers import CallRow
from salesdesk.documents.print_dialog import run_call_list_sheet
from salesdesk.marketing.addressees_view import AddresseesView, reason_words
from salesdesk.marketing.audience_commands import mark_reached
from salesdesk.marketing.brand_dialog import brand_words
from salesdesk.marketing.commands import edit_campaign
from salesdesk.marketing.outreach_files import write_waiting
from salesdesk.marketing.outreach_queries import (
    Addressee,
    Outreach,
    own_words,
    people_to_call,
    sample_words,
    shop_words,
)
from salesdesk.marketing.preview_view import PreviewView
from salesdesk.marketing.queries import CampaignHead
from salesdesk.ui import theme
from salesdesk.ui.desk import Desk
from salesdesk.ui.widgets import Button, Card, ChoiceBox, Label, ScrollColumn, row, show_key


class MessagesPage(QWidget):
    """The text at the left with its preview, the people at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._campaign_id = 0
        self._kept = self._name = ""
        self._shared: dict[str, str] = {}
        offered = [(key, choices.label(choices.CHANNELS, key)) for key in CHANNELS if key]
        self.channel = ChoiceBox(offered, _("Channel"))
        self.channel.chosen.connect(lambda _key: self._show_people())
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        templates = Button(_("Templates"), "ghost", icon="text-quote", size="small", menu=self._menu)
        self.text = MessageText(_("Text"), lines=6)
        self.text.add_to_head(templates)
        self.text.add_to_head(self.channel)
        self.text.edited.connect(self._show_preview)
        self.text.left.connect(self.keep)
        self.text.sent.connect(self.go_on)
        self.preview = PreviewView()
        self.preview.done.connect(self.go_on)
        self.preview.skipped.connect(self._skip)
        self.preview.person_wanted.connect(self._open_person)
        self.people = AddresseesView(desk, self._export_button())
        self.people.opened.connect(self.go_on)
        self.people.picked.connect(lambda _person: self._show_preview())
        self.people.unasked_chosen.connect(lambda _on: self._show_people())
        self._lay_out()

    def _export_button(self) -> Button:
        self._export_menu = QMenu(self)
        for words, endings in (
            (_("For a mailing, with each one’s text…"), "*.xlsx *.csv"),
            (_("As contacts for the phone…"), "*.vcf"),
        ):
            entry = self._export_menu.addAction(words)
            entry.triggered.connect(partial(self._export, endings))
        self._export_menu.addSeparator()
        calls = self._export_menu.addAction(_("Print a call list…") + "\t" + show_key("Ctrl+P"))
        calls.triggered.connect(lambda: self.print_calls())
        return Button(_("Export"), icon="download", menu=self._export_menu)

    def _lay_out(self) -> None:
        writing = Card()
        writing.add(self.text)
        left = ScrollColumn((14, 4, 12, 16), 11)
        left.add(writing)
        left.add(self.preview)
        self._tone = Label("", "caption", "ink2", wrap=True)
        left.add(self._tone)
        left.body.addStretch(1)
        line = row(left, self.people, spacing=0, margins=(0, 0, 20, 12))
        line.setStretch(0, 11)
        line.setStretch(1, 9)
        self.people.setMinimumWidth(theme.scaled(340))
        self.setLayout(line)

    # ------------------------------------------------------------- what is shown

    def show_campaign(self, head: CampaignHead) -> None:
        """Show a campaign's text and people; a text that is being written stays."""
        other = head.id != self._campaign_id
        kept = str(head.facts["message"])
        if other or self.text.text() == self._kept:
            self._kept = kept
            self.text.set_text(kept)
        self._campaign_id, self._name = head.id, head.name
        self._shared = shop_words(self._desk.store, self._desk.language)
        brand = [f"{heading}: {said}" for heading, said in brand_words(self._desk.store)]
        self._tone.setText("\n".join(brand))
        self._tone.setVisible(bool(brand))
        if other:
            known = head.channel in CHANNELS and head.channel
            self.channel.set_value(head.channel if known else "message")
            self.people.unasked.setChecked(False)
        self._show_people()

    def show_channel(self, channel: str) -> None:
        """See the people through another channel, as for a list of calls."""
        self.channel.set_value(channel)
        self._show_people()

    def _show_people(self) -> None:
        channel = str(self.channel.value())
        self.people.show_outreach(Outreach(self._campaign_id, channel, self.people.unasked.isChecked()))
        self._show_preview()

    def _words_for(self, person: Addressee) -> dict[str, str]:
        store = self._desk.store
        with store.reading() as db:
            own = own_words(db, [person], self._campaign_id, store.setting("language", "en"))
        return {**self._shared, **own[person.id]}

    def _show_preview(self) -> None:
        person = self.people.current()
        values = self._words_for(person) if person else self._shared
        reason = reason_words(person.reason) if person and person.reason else ""
        self.preview.show_text(person, self.text.text(), values, str(self.channel.value()), reason)

    def focus_filter(self) -> None:
        """Begin to type a filter."""
        self.people.pane.focus_filter()

    # ------------------------------------------------------------- what is done

    def go_on(self) -> None:
        """Copy the text for the person on show, note that the person was reached, and go to the next."""
        self.keep()
        person = self.people.current()
        if person is None or person.reason or not self.text.text().strip():
            return
        channel = str(self.channel.value())
        text = fill(self.text.text(), self._words_for(person))
        if channel != "phone":
            QGuiApplication.clipboard().setText(text)
        self.people.step_on()
        if person.reached_on is None:
            self._desk.do(
                mark_reached, self._campaign_id, [person.id], channel=channel, bodies={person.id: text}
            )
        else:
            self._desk.toasts.show_toast(_("Copied the text for {name}").format(name=person.name))

    def _skip(self) -> None:
        self.people.step_on()

    def keep(self) -> None:
        """Keep the text with the campaign."""
        if self._campaign_id and self.text.text() != self._kept:
            self._kept = self.text.text()
            self._desk.do(edit_campaign, self._campaign_id, message=self._kept, quiet=True)

    def _open_person(self) -> None:
        person = self.people.current()
        if person is not None:
            self._desk.open_record("party", person.id)

    def _export(self, endings: str, _checked: bool = False) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), _("Export the people to reach"), "", f"{_('Files')} ({endings})"
        )
        if name:
            path = Path(name)
            suffix = endings.split()[0][1:]
            self.export(path if path.suffix else path.with_name(path.name + suffix))

    def print_calls(self) -> None:
        """Ctrl+P: a list on paper to call from; once it is printed or saved, they count as reached."""
        desk, campaign_id = self._desk, self._campaign_id
        with desk.store.reading() as db:
            people = people_to_call(
                db, campaign_id, self.people.unasked.isChecked(), desk.store.setting("language", "en")
            )
        if not people:
            desk.toasts.show_toast(_("Nobody is waiting to be reached this way."))
            return
        rows = [CallRow(person.name, person.phone, person.about) for person in people]
        if run_call_list_sheet(desk, self._name, rows):
            desk.do(mark_reached, campaign_id, [person.id for person in people], channel="phone")

    def export(self, path: Path) -> None:
        """Write everybody who waits to a file and mark them as reached."""
        self.keep()
        store, outreach, body, language = (
            self._desk.store, self.people.outreach, self.text.text(), self._desk.language
        )  # fmt: skip

        def done(count: int) -> None:
            words = ngettext(
                "Wrote {n} person to {name} and marked as reached",
                "Wrote {n} people to {name} and marked as reached",
                count,
            )
            shown = words.format(n=format_number(count, 0, language), name=path.name)
            self._desk.toasts.show_toast(shown, on_undo=self._desk.undo)

        self._desk.jobs.run(
            _("Exporting"),
            lambda task: write_waiting(store, outreach, body, path, language, task),
            done,
            lambda error: self._desk.messages.show_message(str(error)),
        )

    # ------------------------------------------------------------- templates

    def _fill_menu(self) -> None:
        self._menu.clear()
        with self._desk.store.reading() as db:
            messages = list_messages(db, "marketing")
        channel = str(self.channel.value())
        fitting = [message for message in messages if message.channel in ("", channel)]
        for message in fitting + [message for message in messages if message not in fitting]:
            entry = self._menu.addAction(message.name.replace("&", "&&"))
            entry.triggered.connect(partial(self.take, message))
        if not messages:
            examples = self._menu.addAction(_("Add the examples"))
            examples.triggered.connect(lambda: self._desk.do(add_examples, "marketing"))
        self._menu.addSeparator()
        save = self._menu.addAction(_("Keep this text as a template…"))
        save.setEnabled(bool(self.text.text().strip()))
        save.triggered.connect(lambda: self._save_template())

    def take(self, message: ReadyMessage, _checked: bool = False) -> None:
        """Put a template in place of the text; Ctrl+Z in the field brings the old one back."""
        cursor = self.text.input.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(message.body)
        self.keep()
        self.text.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_template(self) -> None:
        sample = sample_words(self._desk.store, self._desk.language, self._campaign_id)
        channel = str(self.channel.value())
        MessageSheet(self._desk, "marketing", sample, body=self.text.text(), channel=channel).finish()
