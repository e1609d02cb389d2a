"""What is true of a book all the while it is open, in the thin bar: that it can only be read, that the disk
is nearly full, that it lies in a bad place, that it is the sample. The gravest stands there."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from salesdesk.app import moving, notices
from salesdesk.base import clock, i18n, places, room
from salesdesk.base.i18n import N_, _
from salesdesk.base.periods import format_when
from salesdesk.base.places import Place
from salesdesk.base.task import Task
from salesdesk.store import damage
from salesdesk.store.check import Finding, check_book
from salesdesk.store.transactions import words_of_reading
from salesdesk.ui.widgets import Press

if TYPE_CHECKING:
    from salesdesk.app.window import MainWindow


class Standing(QObject):
    """Keeps the bar true; belongs to its window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._opened_at = window, clock.now()

    def show(self) -> None:
        """Say the gravest of what is true now; the sample's bar is as it was otherwise."""
        window = self._window
        if window.practice:
            return
        book = window.store.path
        missing, place = room.missing_mb(book), place_of(book)
        if window.store.hold.reading_only:
            self.say(_reading_words(self._opened_at, window))
        elif missing:
            self.say(
                _("The disk {drive} is nearly full: {n} MB more are needed. Free some space soon.").format(
                    drive=room.drive_of(book), n=missing
                )
            )
        elif place is not None:
            self.say(words_of_place(place), movable=moving.target_for(book) is not None)
        else:
            notices.show_sample(window)

    def say(self, words: str, *, movable: bool = False) -> None:
        """Let the bar say something, with a way to this computer for a book that can be moved there."""
        window = self._window
        moves = [Press(_("Move it to this computer"), lambda: moving.move(window), kind="ghost")]
        window.sample_bar.show_message(words, actions=moves if movable else [], tone="warn", closable=False)

    def look_after_unclean_end(self) -> None:
        """After a power cut or a crash: say what was put aside, and look through the book on a worker."""
        window = self._window
        settled, book = window.store.hold.settled, window.store.path
        if settled.aside is not None:
            window.messages.show_message(
                _("Beside the book lay changes that do not belong to it"),
                _("They were put aside as {name}. The book is as it was saved last.").format(
                    name=settled.aside.name
                ),
                tone="info",
            )
        if settled.unclean and not window.store.hold.reading_only:
            window.jobs.run(
                N_("Looking through the book"), lambda task: _wrong(book, task), self._tell, quiet=True
            )

    def _tell(self, wrong: list[Finding]) -> None:
        if not wrong:
            return
        window = self._window
        if any(finding.name == "file" for finding in wrong):  # no more copies of it, then
            damage.flag(window.store.path, " ".join(finding.words for finding in wrong))
            notices.show_backup_age(window)
        window.messages.show_message(
            _("The book was not closed properly last time, and something in it is not right"),
            " ".join(finding.words for finding in wrong),
            [Press(_("Show the copies"), lambda: window.open_settings("backups"))],
        )


def _wrong(book: Path, task: Task) -> list[Finding]:
    return [finding for finding in check_book(book, task) if not finding.ok]


def _reading_words(at: datetime, window: "MainWindow") -> str:
    when = format_when(at, window.store.zone, i18n.language(), clock.now())
    return _("You see the book as it was {when}. {why}").format(when=when, why=words_of_reading())


@cache
def place_of(book: Path) -> Place | None:
    """Why a book does not lie well, asked once: drives and services do not change while it is open."""
    return places.place_of(book)


def words_of_place(place: Place) -> str:
    """Why a book should not lie there, in words."""
    if place.kind == places.SYNCED:
        return _(
            "The book lies in a folder that {service} syncs, and that can damage it. "
            "Keep it on this computer and only its copies there."
        ).format(service=place.service)
    if place.kind == places.NETWORK:
        return _(
            "The book lies on a drive of the network, and that can damage it. "
            "Keep it on this computer and only its copies there."
        )
    return _(
        "The book lies on a drive that can be pulled out, and that can damage it. "
        "Keep it on this computer and only its copies there."
    )
