"""Settings: is the book safe, where its copies go, how many stay, and the way back to one."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from salesdesk.app import backing_up, notices, restoring
from salesdesk.app.copies_view import CopiesView
from salesdesk.app.copy_words import age_words, long_when, number, size_words
from salesdesk.app.notices import AGE_DANGER, AGE_WARN, TRIAL_WARN
from salesdesk.app.preferences import BACKUP_KEEP, BACKUP_PLACE, BACKUP_PLACE_SEEN, BACKUP_WHEN
from salesdesk.app.restore_dialog import PreviewSheet, go_back
from salesdesk.app.settings_parts import SettingsSection, window_of
from salesdesk.base import i18n, paths
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.periods import format_when
from salesdesk.staff.rights import RESTORE
from salesdesk.store import copies, damage
from salesdesk.store.copies import Backup
from salesdesk.ui.widgets import (
    STRETCH,
    Badge,
    Button,
    Card,
    ChoiceBox,
    Divider,
    EmptyState,
    Icon,
    Label,
    PageBar,
    Press,
    boxed,
    clear,
    column,
    row,
)


class BackupsSection(SettingsSection):
    """The state of the copies in one sentence, then everything about them."""

    tables = ("setting",)

    def build(self) -> None:
        """Make the cards."""
        self._window = window_of(self.desk)
        self._folder = paths.backup_folder(self.desk.store.path)
        self.held = PageBar("warn")
        self.body.addWidget(self.held)
        self.body.addWidget(self._state_card())
        self._add_place = Button(_("Add a place"), "ghost", icon="plus", size="small",
                                 on_click=self.choose_place)  # fmt: skip
        places = Card(_("Where copies go"), self._add_place, padding=False)
        self._places = column(spacing=0)
        places.add(self._places)
        self.body.addWidget(places)
        self.body.addWidget(self._schedule_card())
        self.body.addWidget(self._copies_card())
        self._window.copies_changed.connect(self.fill)

    def _state_card(self) -> Card:
        self._icon = Icon("shield-check", "accent", 24)
        self.state, self._last = Label("", "section", wrap=True), Label("", "body", "ink2", wrap=True)
        words = column(self.state, self._last, spacing=1)
        self.restore = Button(_("Restore…"), icon="history", on_click=self.choose_file)
        self.restore.setVisible(self.desk.may(RESTORE))
        now = Button(_("Back up now"), "primary", icon="shield-check",
                     on_click=partial(backing_up.back_up, self._window))  # fmt: skip
        layout = row(self._icon, words, self.restore, now, spacing=12, margins=(4, 1, 2, 1))
        layout.setStretch(1, 1)
        card = Card()
        card.add(layout)
        return card

    def _schedule_card(self) -> Card:
        preferences = self._window.preferences
        when = ChoiceBox(
            [
                ("often", _("every 30 minutes of work and when closing")),
                ("daily_exit", _("every day and when closing")),
                ("daily", _("every day")),
                ("exit", _("when closing")),
                ("hand", _("only by hand")),
            ],
            _("Back up"),
        )
        words = _("{daily} daily, {weekly} weekly, {monthly} monthly")
        keep = ChoiceBox(
            [
                ("7-4", words.format(daily=7, weekly=4, monthly=6)),
                ("14-8", words.format(daily=14, weekly=8, monthly=12)),
                ("30-12", words.format(daily=30, weekly=12, monthly=12)),
                ("0-0", _("all copies")),
            ],
            _("Keep"),
        )
        when.set_value(preferences.get(BACKUP_WHEN))
        keep.set_value(preferences.get(BACKUP_KEEP))
        when.chosen.connect(lambda value: preferences.put(BACKUP_WHEN, str(value)))
        keep.chosen.connect(lambda value: preferences.put(BACKUP_KEEP, str(value)))
        card = Card()
        card.add(
            row(
                Label(_("Back up"), buddy=when),
                when,
                6,
                Label(_("Keep"), buddy=keep),
                keep,
                STRETCH,
                spacing=9,
            )
        )
        return card

    def _copies_card(self) -> Card:
        note = Label(
            _("Restoring copies today's book first, so you can go back"), "caption", "ink2", elide="end"
        )
        self._copies_box = Card(_("Copies of the book"), note, padding=False)
        self.first = self.copies = CopiesView()
        self.copies.preview_wanted.connect(lambda copy: PreviewSheet.open_for(self._window, copy.path))
        self._nothing = EmptyState(
            "shield-check", _("No copies yet"), _("The first one is made when you close the program, or now.")
        )
        self._copies_box.add(self.copies)
        self._copies_box.body.setContentsMargins(0, 0, 0, 6)  # the last row keeps off the rounded corners
        self._copies_box.add(self._nothing)
        return self._copies_box

    # What is so now

    def fill(self) -> None:
        """Look at the folders again."""
        store = self.desk.store
        every, file_uuid = copies.list_backups(self._folder), notices.uuid_of_book(store)
        mine = [copy for copy in every if copy.file_uuid in (file_uuid, "")]
        self._show_state(mine)
        self._show_held()
        self._show_places(mine)
        self.copies.show_copies(every, i18n.language(), store.zone, store.now())
        self.copies.setVisible(bool(every))
        self._nothing.setVisible(not every)
        self._copies_box.set_count(str(len(every)) if every else "")

    def _show_state(self, found: list[Backup]) -> None:
        store, language = self.desk.store, i18n.language()
        if damage.flagged(store.path) is not None:
            self._say("circle-alert", "danger", _("The book is damaged: go back to a copy"),
                      _("No more copies are made, so that the good ones stay."))  # fmt: skip
            return
        if not found:
            self._say("triangle-alert", "warn", _("There is no copy of your shop book yet"),
                      _("Everything is saved on this computer, but only once."))  # fmt: skip
            return
        newest, now = found[0], store.now()
        age = max(now - newest.made_at, timedelta())
        people = ngettext("{n} person", "{n} people", newest.parties)
        events = ngettext("{n} event", "{n} events", max(newest.events, 0))
        held = _("{people}, {events} are in it.").format(
            people=people.format(n=number(newest.parties, language)),
            events=events.format(n=number(max(newest.events, 0), language)),
        )
        tried = copies.last_restored(found)
        proven = notices.proof_words(newest, tried, store.zone, language, now)
        last = " ".join([proven[0], held, *proven[1:]])
        if age > AGE_WARN:
            old = ngettext("The last copy is {n} day old", "The last copy is {n} days old", age.days)
            tone = "danger" if age > AGE_DANGER else "warn"
            self._say("triangle-alert", tone, old.format(n=age.days), last)
        elif tried is None or tried.restored_at is None or now - tried.restored_at > TRIAL_WARN:
            self._say("triangle-alert", "warn", _("The copies have not been put back in trial lately"), last)
        else:
            self._say("shield-check", "accent", _("Your shop book is safe"), last)

    def _say(self, icon: str, tone: str, state: str, last: str) -> None:
        self._icon.set_icon(icon, tone)
        self.state.setText(state)
        self._last.setText(last)

    def _show_held(self) -> None:
        held = copies.held(self._folder)
        if held is None:
            self.held.clear()
            return
        copy = copies.read_backup(self._folder / held.copy)
        store = self.desk.store
        when = long_when(copy.made_at, store.zone, i18n.language(), store.now()) if copy else held.copy
        choices = [
            Press(_("Go back to before"), partial(go_back, self._window)),
            Press(_("Keep this"), partial(restoring.confirm, self._window), kind="primary"),
        ]
        self.held.show_message(
            _("Restored: {copy}").format(copy=when),
            _("No copy is thrown away until you press “Keep this”."),
            choices if self.desk.may(RESTORE) else (),
            closable=False,
        )

    # Places

    def _show_places(self, found: list[Backup]) -> None:
        clear(self._places)
        size = size_words(sum(copy.size for copy in found), i18n.language())
        count = ngettext("{n} copy", "{n} copies", len(found)).format(n=len(found))
        mine = Badge(_("up to date"), "accent") if found else Badge(_("no copy yet"), "warn")
        opened = Button(_("Show the folder"), size="small", on_click=lambda: self._open(self._folder))
        self._line("hard-drive", _("This computer"), f"{self._folder} · {count} · {size}", mine, opened)
        second = backing_up.second_place(self._window.preferences)
        self._add_place.setVisible(second is None)
        if second is not None:
            self._places.addWidget(Divider())
            self._second_line(second, found)

    def _second_line(self, place: Path, found: list[Backup]) -> None:
        store, language = self.desk.store, i18n.language()
        there = copies.list_backups(place, notices.uuid_of_book(store))
        seen = backing_up.place_seen(self._window.preferences)
        newest = there[0].made_at if there else seen
        if there and found and there[0].sequence >= found[0].sequence:
            badge = Badge(_("up to date"), "accent")
        elif newest is not None:
            badge = Badge(age_words(max(store.now() - newest, timedelta())), "warn")
        else:
            badge = Badge(_("no copy yet"), "warn")
        if place.is_dir():
            words = _("{folder} · copies by itself").format(folder=place)
        elif seen is not None:
            when = format_when(seen, store.zone, language, store.now())
            words = _("Last seen {when} · copies by itself when plugged in").format(when=when)
        else:
            words = _("Not there now · copies by itself when plugged in")
        another = Button(_("Choose another"), size="small", on_click=self.choose_place)
        no_more = Button(_("Stop copying there"), "ghost", size="small", on_click=self.forget_place)
        self._line("usb", place.name or str(place), words, badge, another, no_more)

    def _line(self, icon: str, name: str, words: str, *trailing: QWidget) -> None:
        said = column(
            Label(name, "medium", elide="end"), Label(words, "caption", "ink2", elide="middle"), spacing=0
        )
        layout = row(Icon(icon, "ink2", 20), said, *trailing, spacing=10, margins=(15, 8, 12, 8))
        layout.setStretch(1, 1)
        self._places.addWidget(boxed(layout))

    def choose_place(self) -> None:
        """Ask for a folder on a stick or one that is synced; today's copy goes there at once."""
        name = QFileDialog.getExistingDirectory(self, _("Second place for copies"))
        if name:
            self.use_place(Path(name))

    def use_place(self, place: Path) -> None:
        """Copies go to this folder too from now on."""
        if place.resolve() in (self._folder.resolve(), self.desk.store.path.parent.resolve()):
            self.desk.messages.show_message(
                _("The copies lie there already. Choose a folder on another drive.")
            )
            return
        self._window.preferences.put(BACKUP_PLACE, str(place))
        self._window.preferences.put(BACKUP_PLACE_SEEN, "")
        self.fill()
        backing_up.look(self._window)

    def forget_place(self) -> None:
        """No more copies go to the second place; those that are there stay."""
        self._window.preferences.put(BACKUP_PLACE, "")
        self.fill()

    def choose_file(self) -> None:
        """Look into a copy that lies anywhere."""
        place = backing_up.second_place(self._window.preferences)
        start = place if place is not None and place.is_dir() else self._folder
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a copy"), str(start), _("Copies and books") + " (*.sdbk *.salesdesk)"
        )
        if name:
            PreviewSheet.open_for(self._window, Path(name))

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
