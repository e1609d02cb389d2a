"""The one clock: tests and the sample shop set it, nobody else asks the system for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo

_shift = timedelta(0)
_frozen: datetime | None = None


def now() -> datetime:
    """This instant, in UTC."""
    return _frozen if _frozen is not None else datetime.now(UTC) + _shift


def today(zone: tzinfo) -> date:
    """The date that the shop's wall calendar shows."""
    return now().astimezone(zone).date()


@contextmanager
def freeze(at: datetime) -> Iterator[None]:
    """Stop the clock at an aware instant, for tests and for making samples."""
    global _frozen
    before, _frozen = _frozen, at.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before
