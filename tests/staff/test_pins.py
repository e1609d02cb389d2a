"""PINs: kept as salted scrypt only, checked with growing waits, of the shop's length."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from salesdesk.base import clock
from salesdesk.base.errors import UserError
from salesdesk.staff import pins
from salesdesk.staff.commands import add_staff, edit_staff
from salesdesk.staff.pin_commands import clear_pin, make_recovery_code, set_pin, set_pin_length
from salesdesk.staff.pin_queries import kept_pins, pin_length
from salesdesk.staff.unlocking import check_pin, check_recovery_code, seconds_to_wait

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)


class Notes(dict[str, str]):
    """A memory of wrong tries."""

    def read(self, key: str) -> str:
        return self.get(key, "")

    def write(self, key: str, text: str) -> None:
        self[key] = text


def test_a_pin_is_kept_as_salted_scrypt_only(store: Any) -> None:
    set_pin(store, store.staff_id, "2580")
    with store.reading() as db:
        kept = kept_pins(db)[store.staff_id]
        steps = db.execute(text("SELECT label || words FROM step")).scalars().all()
    assert kept.startswith("scrypt$4$")
    assert "2580" not in kept + "".join(steps)
    assert pins.encode("2580") != kept, "another salt each time"
    assert pins.matches("2580", kept)
    assert not pins.matches("2581", kept)
    assert not pins.matches("2580", "rubbish")


@pytest.mark.parametrize("pin", ["", "12a4", "258", "25801", "0000", "1234", "9876", "٢٥٨٠"])
def test_what_is_no_pin_is_refused_beside_its_field(store: Any, pin: str) -> None:
    with pytest.raises(UserError) as caught:
        set_pin(store, store.staff_id, pin)
    assert caught.value.field == "pin"


def test_one_length_a_shop_for_new_pins_and_old_ones_stay(store: Any) -> None:
    set_pin(store, store.staff_id, "2580")
    set_pin_length(store, 6)
    assert pin_length(store) == 6
    assert check_pin(store, store.staff_id, "2580", Notes()).right
    with pytest.raises(UserError, match="6 digits"):
        set_pin(store, store.staff_id, "1379")
    with pytest.raises(UserError):
        set_pin_length(store, 9)


def test_waits_grow_from_30_seconds_to_10_minutes(store: Any) -> None:
    set_pin(store, store.staff_id, "2580")
    notes = Notes()
    at = NOON
    waits = []
    for _n in range(12):
        with clock.freeze(at):
            waits.append(check_pin(store, store.staff_id, "0000", notes).wait)
        at += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 600, 600, 600]
    with clock.freeze(at - timedelta(seconds=1)):
        assert not check_pin(store, store.staff_id, "2580", notes).right, "not while one waits"
        assert seconds_to_wait(store, store.staff_id, notes) == 1
    with clock.freeze(at):
        assert check_pin(store, store.staff_id, "2580", notes).right
        assert not check_pin(store, store.staff_id, "0000", notes).wait, "a right one forgives the others"


def test_a_clock_that_was_set_back_makes_nobody_wait_for_days(store: Any) -> None:
    set_pin(store, store.staff_id, "2580")
    notes = Notes()
    with clock.freeze(NOON):
        for _n in range(5):
            check_pin(store, store.staff_id, "0000", notes)
    with clock.freeze(NOON - timedelta(days=300)):
        assert seconds_to_wait(store, store.staff_id, notes) == 30


def test_a_removed_pin_and_one_of_somebody_who_left_ask_for_nothing(store: Any) -> None:
    tom = add_staff(store, name="Tom")
    set_pin(store, tom, "2580")
    clear_pin(store, tom)
    with store.reading() as db:
        assert kept_pins(db) == {}
    assert store.undo()
    assert not check_pin(store, tom, "0000", Notes()).right
    edit_staff(store, tom, active=False)
    with store.reading() as db:
        assert kept_pins(db) == {}


def test_the_recovery_code_is_taken_however_it_is_typed(store: Any) -> None:
    code = make_recovery_code(store)
    assert code not in store.setting("recovery_code")
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert check_recovery_code(store, typed, Notes()).right
    make_recovery_code(store)
    notes = Notes()
    assert not check_recovery_code(store, code, notes).right, "an earlier code no longer works"
    for _n in range(4):
        check_recovery_code(store, code, notes)
    assert check_recovery_code(store, code, notes).wait
    assert not check_recovery_code(store, "", Notes()).right


def test_without_a_recovery_code_none_is_right(store: Any) -> None:
    assert not check_recovery_code(store, "", Notes()).right
