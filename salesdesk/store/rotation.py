"""Which copies stay: a rule on a list, without files and without looking at a clock.

Copies are ordered by their numbers. Their times only say which day, week and month each belongs to, so a
clock that jumps can put a copy into a wrong day but never makes a good one look old.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

DAYS_WHOLE = 2
"""So many of the newest days keep all their copies."""
LEAST = 5
"""So many of the newest copies stay, whatever else holds."""
UPDATES = 3
"""The copies made before so many of the last updates stay outside the rotation; so many restores too."""
UNDO = timedelta(days=30)
"""The book as it was before a restore stays so long at least."""


class Keep(NamedTuple):
    """How many copies stay: the newest of so many days, weeks and months; 0 days keeps all."""

    daily: int
    weekly: int
    monthly: int = 12


class Stamp(NamedTuple):
    """What the rule has to know of a copy; ``local`` is its time in the zone whose days count."""

    sequence: int
    local: datetime
    reason: str = "change"
    target: int = 0
    size: int = 0
    restored: bool = False


class Staying(NamedTuple):
    """The numbers of the copies that stay, and whether ``room`` was too small for all that should."""

    sequences: frozenset[int]
    short_of_room: bool = False


def staying(stamps: Sequence[Stamp], keep: Keep, room: int | None = None) -> Staying:
    """Which copies stay. ``room`` is how many bytes they may take together; None: as many as they like.

    Nothing goes while the newest copy is dated before the one it follows: the clock went back, and until
    the next copy nobody knows which of the two is right.
    """
    copies = sorted(stamps, key=lambda s: -s.sequence)
    every = frozenset(s.sequence for s in copies)
    if keep.daily == 0 or (len(copies) > 1 and copies[0].local < copies[1].local):
        return Staying(every)
    firm = _outside(copies) | {s.sequence for s in copies[:LEAST]}
    wanted = firm | _in_rotation(copies, keep)
    if room is None:
        return Staying(frozenset(wanted))
    return _within(copies, firm, wanted, room)


def _in_rotation(copies: Sequence[Stamp], keep: Keep) -> set[int]:
    days: dict[object, int] = {}
    weeks: dict[object, int] = {}
    months: dict[object, int] = {}
    whole: set[int] = set()
    for s in copies:  # newest first, so that the last of a day, week and month stays
        days.setdefault(s.local.date(), s.sequence)
        weeks.setdefault(s.local.isocalendar()[:2], s.sequence)
        months.setdefault((s.local.year, s.local.month), s.sequence)
        if len(days) <= DAYS_WHOLE:
            whole.add(s.sequence)
    return whole | {
        *list(days.values())[: keep.daily],
        *list(weeks.values())[: keep.weekly],
        *list(months.values())[: keep.monthly],
    }


def _outside(copies: Sequence[Stamp]) -> set[int]:
    out = {s.sequence for s in [s for s in copies if s.reason == "restore"][:UPDATES]}
    out |= {s.sequence for s in copies if s.reason == "restore" and copies[0].local - s.local <= UNDO}
    updates: dict[int, int] = {}
    for s in copies:
        if s.reason == "migration":  # an update that was tried several times counts once
            updates.setdefault(s.target or -s.sequence, s.sequence)
    out |= set(list(updates.values())[:UPDATES])
    out |= {s.sequence for s in [s for s in copies if s.restored][:1]}
    return out


def _within(copies: Sequence[Stamp], firm: set[int], wanted: set[int], room: int) -> Staying:
    used = sum(s.size for s in copies if s.sequence in firm)
    kept = set(firm)
    for s in copies:  # the oldest of them go first
        if s.sequence in wanted - firm:
            if used + s.size > room:
                break
            kept.add(s.sequence)
            used += s.size
    return Staying(frozenset(kept), kept != wanted or used > room)
