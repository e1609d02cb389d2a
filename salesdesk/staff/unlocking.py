"""Checking a PIN or a recovery code, with the waiting after wrong tries."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from salesdesk.staff import pins
from salesdesk.staff.pin_queries import RECOVERY_SETTING, kept_pins
from salesdesk.staff.pins import Tries
from salesdesk.store.database import Store

RECOVERY = "recovery"


class Memory(Protocol):
    """Where wrong tries are kept across restarts; not in the book, whose undo would forgive them."""

    def read(self, key: str) -> str:
        """The text of a key, "" when there is none."""

    def write(self, key: str, text: str) -> None:
        """Keep a text; "" forgets it."""


class Checked(NamedTuple):
    """Whether it was right; if not, the tries left before a wait, or the seconds to wait now."""

    right: bool
    tries_left: int
    wait: int


def check_pin(store: Store, staff_id: int, pin: str, memory: Memory) -> Checked:
    """Whether a PIN is the person's; a person without one needs none. While one waits, nothing is tried."""
    with store.reading() as db:
        kept = kept_pins(db).get(staff_id)
    if kept is None:
        return Checked(True, pins.FREE_TRIES, 0)
    return _check(store, str(staff_id), pin, kept, memory)


def check_recovery_code(store: Store, typed: str, memory: Memory) -> Checked:
    """Whether this is the owner's recovery code, however it was typed."""
    return _check(store, RECOVERY, pins.tidy_code(typed), store.setting(RECOVERY_SETTING), memory)


def seconds_to_wait(store: Store, who: int | str, memory: Memory) -> int:
    """How long a person (or `RECOVERY`) has to wait before the next try."""
    return Tries.read(memory.read(str(who))).wait(store.now())


def _check(store: Store, who: str, secret: str, kept: str, memory: Memory) -> Checked:
    tries = Tries.read(memory.read(who))
    now = store.now()
    wait = tries.wait(now)
    if wait:
        return Checked(False, 0, wait)
    if pins.matches(secret, kept):
        memory.write(who, "")
        return Checked(True, pins.FREE_TRIES, 0)
    tries = tries.after_wrong(now)
    memory.write(who, tries.text())
    return Checked(False, tries.left(), tries.wait(now))
