"""A book that cannot be opened, and what the thin bar says of one that lies badly or can only be read."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from salesdesk.app import standing, start
from salesdesk.app.screen_list.stage import Act, Screen, Stage
from salesdesk.app.waiting import wait_for
from salesdesk.base import clock, i18n, paths, places, room
from salesdesk.base.errors import Cancelled, StoreError
from salesdesk.base.i18n import _
from salesdesk.base.periods import format_when
from salesdesk.base.task import Task
from salesdesk.store.backup import KEEP_ALL, list_backups, make_backup
from salesdesk.store.books import missing_words
from salesdesk.store.engine_words import words_for
from salesdesk.store.transactions import words_of_reading


def _sheet(kind: str) -> Act:
    """The sheet of one kind of trouble, over the sample's copies of the last days."""

    def show(stage: Stage) -> None:
        book = stage.window.store.path
        folder = paths.backup_folder(book)
        if not list_backups(folder):
            with clock.freeze(clock.now() - timedelta(hours=2)):
                make_backup(book, "start", keep=KEEP_ALL)
        words = {
            "missing": missing_words(Path("E:/Salesdesk/shop.salesdesk")),
            "newer": _(
                "This book was last used by a newer Salesdesk ({version}). It is safe and was not changed. "
                "Install the newer version to open it."
            ).format(version="2.1"),
        }.get(kind) or words_for(kind, book)
        trouble = start.trouble_sheet(book, StoreError(words, "", kind), stage.window.preferences)
        trouble.sheet.run()

    return show


def _bar(words: str) -> Act:
    def show(stage: Stage) -> None:
        stage.tab("today")
        now = clock.now()
        say = {
            "reading": lambda: _("You see the book as it was {when}. {why}").format(
                when=format_when(now, stage.window.store.zone, i18n.language(), now), why=words_of_reading()
            ),
            "full": lambda: _(
                "The disk {drive} is nearly full: {n} MB more are needed. Free some space soon."
            ).format(drive=room.drive_of(stage.window.store.path), n=180),
            "synced": lambda: standing.words_of_place(places.Place(places.SYNCED, "OneDrive")),
            "network": lambda: standing.words_of_place(places.Place(places.NETWORK)),
            "removable": lambda: standing.words_of_place(places.Place(places.REMOVABLE)),
        }[words]()
        stage.window.standing.say(say, movable=words in ("synced", "network", "removable"))

    return show


def _waiting(stage: Stage) -> None:
    def look_through(task: Task) -> None:
        while True:
            task.advance(0, 0)
            stage.held.wait(0.02)

    with suppress(Cancelled):
        wait_for(start.opening_words(), start.why_it_takes_long(unclean=True), look_through)


def _put_right(stage: Stage) -> None:
    stage.window.standing.show()


SCREENS = (
    Screen("waiting", _waiting, True),
    *(
        Screen(f"trouble-{name}", _sheet(name), True)
        for name in ("missing", "damaged", "newer", "busy", "full", "drive")
    ),
    *(
        Screen(f"standing-{name}", _bar(name), after=_put_right)
        for name in ("reading", "full", "synced", "network", "removable")
    ),
)
