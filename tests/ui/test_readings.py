"""What people type is understood, written back so that it reads the same, and never breaks anything."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.base.errors import UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import set_language
from salesdesk.ui.readings import READINGS, Place, read

HANOI = Place("vi", "VND", "VN", date(2026, 5, 14), ZoneInfo("Asia/Ho_Chi_Minh"))
LEEDS = Place("en", "GBP", "GB", date(2026, 5, 14), ZoneInfo("Europe/London"))


def _read(kind: Kind, text: str, place: Place = HANOI) -> Any:
    return read(Field("x", "X", kind), text, place)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "  two   words ", "two words"),
        (Kind.MONEY, "12,9tr", 12_900_000),
        (Kind.MONEY, "900k", 900_000),
        (Kind.DATE, "15/5", date(2026, 5, 15)),
        (Kind.DATE, "thứ 6", date(2026, 5, 15)),
        (Kind.DATE, "mai", date(2026, 5, 15)),
        (Kind.DATE, "+3", date(2026, 5, 17)),
        (Kind.INSTANT, "15/5 9:30", datetime(2026, 5, 15, 2, 30, tzinfo=UTC)),
        (Kind.INSTANT, "mai 14h", datetime(2026, 5, 15, 7, 0, tzinfo=UTC)),
        (Kind.INSTANT, "thứ 6, 14h30", datetime(2026, 5, 15, 7, 30, tzinfo=UTC)),
        (Kind.INSTANT, "16:05", datetime(2026, 5, 14, 9, 5, tzinfo=UTC)),
        (Kind.INSTANT, "fri", datetime(2026, 5, 15, 2, 0, tzinfo=UTC)),
        (Kind.INTEGER, "12.900", 12_900),
        (Kind.INTEGER, "-3", -3),
        (Kind.QUANTITY, "1,5", 1_500),
        (Kind.QUANTITY, "1.5", 1_500),
        (Kind.QUANTITY, "1500", 1_500_000),
        (Kind.PERCENT, "12,5 %", 1_250),
        (Kind.PERCENT, "10", 1_000),
        (Kind.MINUTES, "90", 90),
        (Kind.MINUTES, "1h30", 90),
        (Kind.MINUTES, "1:30", 90),
        (Kind.MINUTES, "2 giờ", 120),
        (Kind.MINUTES, "45 phút", 45),
        (Kind.TAGS, "vip,  quen ,vip", "vip, quen"),
        (Kind.PHONE, " 0912 345 678 ", "0912 345 678"),
        (Kind.MONEY, "   ", None),
    ],
)
def test_what_people_type_is_understood(kind: Kind, text: str, value: Any) -> None:
    assert _read(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MONEY, "abc"),
        (Kind.DATE, "31/2"),
        (Kind.INSTANT, "mai 25:00"),
        (Kind.INTEGER, "1,5"),
        (Kind.QUANTITY, "one"),
        (Kind.PERCENT, "%"),
        (Kind.MINUTES, "soon"),
        (Kind.INTEGER, "9" * 30),
    ],
)
def test_what_cannot_be_read_is_said_in_words(kind: Kind, text: str) -> None:
    with pytest.raises(UserError) as caught:
        _read(kind, text)
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("kind", list(READINGS))
@given(text=st.text(max_size=60) | st.text("0123456789.,-+/: hgkmtrđtr%", max_size=30))
@settings(max_examples=150, deadline=None)
def test_nothing_that_can_be_pasted_breaks_an_editor(kind: Kind, text: str) -> None:
    try:
        _read(kind, text)
        READINGS[kind].hint(text, HANOI)
    except UserError:
        return  # said in words, as it should be


_AMOUNTS = st.integers(-(10**12), 10**12)
_DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_MINUTES = st.integers(0, 50 * 365 * 24 * 60)
_ROUND = {
    Kind.MONEY: _AMOUNTS,
    Kind.DATE: _DAYS,
    Kind.INTEGER: _AMOUNTS,
    Kind.QUANTITY: _AMOUNTS,
    Kind.PERCENT: st.integers(-1_000_000, 1_000_000),
    Kind.MINUTES: st.integers(0, 500_000),
    Kind.INSTANT: _MINUTES.map(lambda n: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
}


@pytest.mark.parametrize("kind", list(_ROUND))
@pytest.mark.parametrize("place", [HANOI, LEEDS], ids=["vi", "en"])
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_what_an_editor_writes_reads_back_as_it_was(kind: Kind, place: Place, data: st.DataObject) -> None:
    if kind is Kind.INSTANT:
        place = HANOI  # in London one hour of the year has two names
    value = data.draw(_ROUND[kind])
    written = READINGS[kind].write(value, place)
    assert _read(kind, written, place) == value
    assert READINGS[kind].hint(written, place) == ""


def test_a_guess_shows_what_was_understood() -> None:
    money, day = READINGS[Kind.MONEY].hint, READINGS[Kind.DATE].hint
    assert money("12,9tr", HANOI) == "12.900.000\u00a0₫"
    assert money("12.900.000", HANOI) == ""
    assert day("fri", LEEDS) == "Friday 15 May 2026"


def test_odd_phones_and_addresses_are_pointed_out_and_kept() -> None:
    assert READINGS[Kind.PHONE].hint("0161 55", LEEDS) == ""
    assert "3 digits" in READINGS[Kind.PHONE].hint("016", LEEDS)
    assert READINGS[Kind.EMAIL].hint("laura@example.org", LEEDS) == ""
    assert "e-mail" in READINGS[Kind.EMAIL].hint("laura@", LEEDS)
    assert _read(Kind.PHONE, "016") == "016"


def test_lengths_of_time_read_back_in_vietnamese_too() -> None:
    set_language("vi")
    for minutes in (0, 45, 60, 108, 1500):
        assert _read(Kind.MINUTES, READINGS[Kind.MINUTES].write(minutes, HANOI)) == minutes
