"""Settings: how long the history of changes is kept, and the room it takes."""

from __future__ import annotations

from salesdesk.app import history_keeping
from salesdesk.app.copy_words import size_words
from salesdesk.app.history_dialog import HistoryDialog
from salesdesk.app.settings_parts import SettingsSection, switch, window_of
from salesdesk.base import i18n
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.shop_settings import HISTORY_YEARS
from salesdesk.base.task import Task
from salesdesk.parties.history_dialog import let_go_words
from salesdesk.staff.shop_commands import change_setting
from salesdesk.store import journal_trim
from salesdesk.store.journal_trim import Room
from salesdesk.ui.widgets import Button, Label

YEARS = (1, 2, 5)


class HistorySection(SettingsSection):
    """How far back, and how large."""

    def build(self) -> None:
        """One card."""
        card = self.add_card()
        name = _("Keep the history of changes for")
        years = [(str(n), ngettext("{n} year", "{n} years", n).format(n=n)) for n in YEARS]
        self.years = switch(name, [*years, ("0", _("for ever"))], self._now(), self._choose)
        card.add_line(
            name,
            _("What is older can no longer be looked up or undone. The records themselves always stay."),
            self.years,
        )
        self.room = Label("", "caption", "ink2", wrap=True)
        show = Button(_("Show history"), icon="history", on_click=lambda: HistoryDialog(self.desk).run())
        card.add_line(_("Room it takes"), self.room, show)

    def fill(self) -> None:
        """Show the choice, and count anew."""
        super().fill()
        self.years.set_current(self._now())
        store = self.desk.store

        def work(_task: Task) -> Room:
            with store.reading() as db:
                return journal_trim.room(db)

        self.desk.jobs.run(_("Measuring the history"), work, self._show_room, quiet=True)

    def _now(self) -> str:
        return str(HISTORY_YEARS.read(self.desk.store.setting))

    def _show_room(self, room: Room) -> None:
        language = i18n.language()
        little = room.history < 50_000
        words = _("Next to nothing of the book's {book}.") if little else (
            _("About {history} of the book's {book}.")
        )  # fmt: skip
        words = words.format(history=size_words(room.history, language), book=size_words(room.book, language))
        if room.let_go is not None:
            words += " " + let_go_words(room.let_go, self.desk)
        self.room.setText(words)

    def _choose(self, years: str) -> None:
        self.desk.do(change_setting, HISTORY_YEARS.key, years)
        history_keeping.look(window_of(self.desk))
