"""Copies of the book: the page, a restore that waits for "Keep this", and what is in a copy."""

from datetime import timedelta

from salesdesk.app.preferences import BACKUP_PLACE, BACKUP_PLACE_SEEN
from salesdesk.app.restore_dialog import PreviewSheet
from salesdesk.app.screen_list.stage import Screen, Stage
from salesdesk.base import clock, paths
from salesdesk.parties.commands import add_party
from salesdesk.store.backup import KEEP_ALL, hold, list_backups, make_backup, release


def _copies(stage: Stage) -> None:
    """A week of copies, and a stick that was last seen three days ago."""
    store, now = stage.window.store, clock.now()
    folder = paths.backup_folder(store.path)
    if len(list_backups(folder)) != 5:
        for copy in list_backups(folder):
            copy.path.unlink()
        for hours, reason in ((120, "exit"), (49, "start"), (26, "import"), (20, "exit"), (1, "start")):
            with clock.freeze(now - timedelta(hours=hours)):
                make_backup(store.path, reason, keep=KEEP_ALL)
    preferences = stage.window.preferences
    preferences.put(BACKUP_PLACE, str(stage.scratch / "KINGSTON"))
    preferences.put(BACKUP_PLACE_SEEN, (now - timedelta(days=3)).isoformat())
    stage.window.open_settings("backups")


def _no_place(stage: Stage) -> None:
    release(paths.backup_folder(stage.window.store.path))
    stage.window.preferences.put(BACKUP_PLACE, "")
    stage.window.copies_changed.emit()


def _held(stage: Stage) -> None:
    folder = paths.backup_folder(stage.window.store.path)
    _copies(stage)
    copies = list_backups(folder)
    hold(folder, copies[-1].path.name, copies[0].path.name)
    stage.window.copies_changed.emit()


def _preview(stage: Stage) -> None:
    _copies(stage)
    store = stage.window.store
    for name in ("Mai", "Minh", "An"):
        add_party(store, name=name)
    PreviewSheet.open_for(stage.window, list_backups(paths.backup_folder(store.path))[-1].path)


def _after_preview(stage: Stage) -> None:
    for _n in range(3):
        stage.window.store.undo()
    _no_place(stage)


SCREENS = (
    Screen("backups", _copies, after=_no_place),
    Screen("backups-restored", _held, after=_no_place),
    Screen("backup-preview", _preview, True, after=_after_preview),
)
