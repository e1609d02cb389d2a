"""Every kind of value reads as the design says, in both languages."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from salesdesk.base.choices import SOURCES
from salesdesk.base.fields import Field, Kind
from salesdesk.ui.formats import format_value


@pytest.mark.parametrize(
    ("kind", "value", "english", "vietnamese"),
    [
        (Kind.TEXT, "Laura", "Laura", "Laura"),
        (Kind.LONG_TEXT, "two\nlines", "two lines", "two lines"),
        (Kind.MONEY, 148000, "$1,480", "1.480\u00a0$"),
        (Kind.DATE, date(2026, 5, 14), "14 May 2026", "14/05/2026"),
        (Kind.INSTANT, datetime(2026, 5, 14, 2, 30, tzinfo=UTC), "14 May 2026 09:30", "14/05/2026 09:30"),
        (Kind.INTEGER, 12900, "12,900", "12.900"),
        (Kind.QUANTITY, 1500, "1.5", "1,5"),
        (Kind.QUANTITY, 2000, "2", "2"),
        (Kind.QUANTITY, 1200500, "1,200.5", "1.200,5"),
        (Kind.PERCENT, 1000, "10%", "10%"),
        (Kind.PERCENT, 1250, "12.5%", "12,5%"),
        (Kind.SCORE, 4, "4 of 5", None),
        (Kind.MINUTES, 108, "1 h 48 min", None),
        (Kind.FLAG, True, "Yes", None),
        (Kind.FLAG, False, "—", "—"),
        (Kind.REFERENCE, "Grace Liu", "Grace Liu", "Grace Liu"),
        (Kind.TAGS, "vip, noisy", "vip, noisy", "vip, noisy"),
    ],
)
def test_a_value_reads_as_people_write_it(
    kind: Kind, value: Any, english: str, vietnamese: str | None
) -> None:
    field = Field("x", "X", kind)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert format_value(field, value, "en", "USD", zone) == english
    if vietnamese is not None:
        assert format_value(field, value, "vi", "USD", zone) == vietnamese


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_a_dash_for_every_kind(kind: Kind) -> None:
    assert format_value(Field("x", "X", kind), None, "en", "USD") == "—"


def test_a_choice_shows_its_label_and_an_unknown_value_itself() -> None:
    field = Field("source", "Source", Kind.CHOICE, choices=SOURCES)
    assert format_value(field, "walk_in", "en", "USD") == "Walk-in"
    assert format_value(field, "organic_search", "en", "USD") == "organic_search"
