"""The lock screen, PINs and the recovery code."""

from salesdesk.app.pin_dialog import PinSheet, RecoverySheet
from salesdesk.app.screen_list.stage import Screen, Stage
from salesdesk.base.i18n import _
from salesdesk.service.timer_commands import start_timer
from salesdesk.staff.commands import add_staff
from salesdesk.staff.pin_commands import make_recovery_code, set_pin
from salesdesk.staff.queries import list_staff
from salesdesk.store import schema as s


def lock(stage: Stage, reason: str = "") -> None:
    """Everybody has a PIN, a viewer is there, a timer runs, and two digits are typed."""
    store = stage.window.store
    add_staff(store, name=_("Guest"), roles="viewer")
    with store.reading() as db:
        people = list_staff(db)
    for person in people:
        set_pin(store, person.id, "2580")
    make_recovery_code(store)
    start_timer(store, stage.some(s.service_case, s.service_case.c.status == "working"))
    stage.window.lock.lock(reason or _("Locked by hand."))
    if stage.window.lock.page is not None:
        stage.window.lock.page.pin.setText("25")


def _wait(stage: Stage) -> None:
    lock(stage)
    page = stage.window.lock.page
    for _n in range(5):
        if page is not None:
            page.pin.setText("0000")


def _forgot(stage: Stage) -> None:
    lock(stage)
    page = stage.window.lock.page
    if page is not None:
        page.open_recovery()


def unlock(stage: Stage) -> None:
    """The one at the desk is in again, and what was arranged is taken back."""
    store, page = stage.window.store, stage.window.lock.page
    if page is not None and store.staff_id is not None:
        stage.window.preferences.keep_note(f"tries/{store.staff_id}", "")
        page.entered.emit(store.staff_id)
    while store.undo():
        stage.settle(0)


def _pin(stage: Stage) -> None:
    stage.tab("today")
    PinSheet(stage.desk, stage.window.store.staff_id or 0, first=True).run()


def _recovery(stage: Stage) -> None:
    stage.tab("today")
    RecoverySheet(stage.desk, "K7QM-2XWA-9RTB-HN4C").run()


SCREENS = (
    Screen("lock", lock, after=unlock),
    Screen("lock-wait", _wait, after=unlock),
    Screen("lock-forgot", _forgot, after=unlock),
    Screen("pin", _pin, True),
    Screen("recovery-code", _recovery, True),
)
