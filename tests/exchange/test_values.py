"""Dates, amounts, phones and the rest: read as the column is written, never turned into other values."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.base.choices import DEAL_STAGES
from salesdesk.base.fields import Field, Kind
from salesdesk.exchange import amounts, contact_values, dates
from salesdesk.exchange.amounts import AmountStudy, AmountStyle
from salesdesk.exchange.context import Context, Reading
from salesdesk.exchange.table import Cell
from salesdesk.exchange.values import study
from tests.exchange.making import table_of

VIETNAM = Context("VN", "VND", ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 5, 14), "vi")
AMERICA = Context("US", "USD", ZoneInfo("America/New_York"), date(2026, 5, 14), "en")


def _dates(cells: list[Cell], context: Context = VIETNAM) -> list[Reading]:
    look = dates.DateStudy()
    for cell in cells:
        look.look(cell)
    return [dates.read_date(cell, look.style(context), context) for cell in cells]


def _days(cells: list[Cell], context: Context = VIETNAM) -> list[str]:
    return [r.value.isoformat() if isinstance(r.value, date) else r.reason for r in _dates(cells, context)]


def _amounts(cells: list[Cell], decimals: int, currency: str = "") -> list[object]:
    look = AmountStudy()
    for cell in cells:
        look.look(cell)
    style = look.style(decimals)
    return [
        r.value if not r.reason else r.reason
        for r in (amounts.read_amount(c, style, decimals, currency) for c in cells)
    ]


def test_one_telling_date_decides_for_its_whole_column() -> None:
    assert _days(["01-02-2018", "20-10-2017"]) == ["2018-02-01", "2017-10-20"]
    assert _days(["1/2/2024", "12/31/2024"]) == ["2024-01-02", "2024-12-31"]
    assert _days(["1/2/2024", "31/12/2024"], AMERICA) == ["2024-02-01", "2024-12-31"]


def test_a_column_that_can_be_read_both_ways_is_doubtful() -> None:
    look = dates.DateStudy()
    look.look("03/04/2025")
    assert look.style(VIETNAM).doubtful
    assert (look.style(VIETNAM).day_first, look.style(AMERICA).day_first) == (True, False)
    look.look("13/04/2025")
    assert not look.style(AMERICA).doubtful


def test_a_date_that_does_not_exist_never_becomes_another_one() -> None:
    assert _days(["2008-9-1 ", "2008-25-1", "31/02/2025", "29/2/2023"]) == [
        "2008-09-01",
        "There is no such day as “2008-25-1”.",
        "There is no such day as “31/02/2025”.",
        "There is no such day as “29/2/2023”.",
    ]
    assert _days(["15/05/2024", "16/05/2024", "05/17/2024"])[2] == "There is no such day as “05/17/2024”."


def test_dates_come_in_many_forms() -> None:
    assert _days(["15 Jun 2024", "Jun 5, 2023", "15 tháng 6 năm 2024", "Ngày 5 thg 6, 2024", "5-Jun-98"]) == [
        "2024-06-15",
        "2023-06-05",
        "2024-06-15",
        "2024-06-05",
        "1998-06-05",
    ]
    assert _days(
        ["2018-02-26 19:58:54", "2017-09-10 23:27:54+00:00", "19531015T231000Z", "22-03-21 9:15"]
    ) == [
        "2018-02-26",
        "2017-09-10",
        "1953-10-15",
        "2021-03-22",
    ]


def test_digits_run_together_are_read_in_the_order_that_fits_all() -> None:
    assert _days(["20080901", "19991231"]) == ["2008-09-01", "1999-12-31"]
    assert _days(["02042003", "31122002"]) == ["2003-04-02", "2002-12-31"]
    assert _days([2042003, 31122002]) == ["2003-04-02", "2002-12-31"]


def test_day_numbers_of_spreadsheets_are_days_and_years_are_not() -> None:
    assert _days([45000, "45000", 45000.75]) == ["2023-03-15"] * 3
    assert _days([2024, "2102", "--0203", "15/6"]) == [
        "“2024” is no full date.",
        "“2102” is no full date.",
        "“--0203” is no full date.",
        "“15/6” is no full date.",
    ]


def test_two_digit_years_mean_the_hundred_years_around_today() -> None:
    assert _days(["01/12/36", "31/12/37"]) == ["2036-12-01", "1937-12-31"]


def test_blanks_and_dates_without_end() -> None:
    assert [r.value for r in _dates(["", "NULL", "n/a", "-", "0000-00-00", None])] == [None] * 6
    assert _days(["9999-12-31", "0001-01-01"]) == [
        "The date “9999-12-31” lies too far away.",
        "The date “0001-01-01” lies too far away.",
    ]


@given(
    st.dates(date(1940, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"]),
)
def test_what_is_written_is_what_is_read(day: date, form: str) -> None:
    assert _days([day.strftime(form), "31/12/2020" if "/" in form else "31.12.2020"])[0] == day.isoformat()


def test_instants_without_a_zone_are_meant_in_the_shops() -> None:
    style = dates.DateStyle()
    read = [
        dates.read_instant(c, style, VIETNAM).value
        for c in ("2026-05-14 09:30", "2026-05-14T02:30:00Z", "2026-05-14T04:30:00+02:00")
    ]
    assert read == [datetime(2026, 5, 14, 2, 30, tzinfo=UTC)] * 3
    assert dates.read_instant("14/05/2026 9:30 PM", style, VIETNAM).value == datetime(
        2026, 5, 14, 14, 30, tzinfo=UTC
    )


def test_amounts_of_a_currency_without_cents() -> None:
    assert _amounts(
        ["9.900.000", "1,850,000", "37tr", "12,9tr", "1.234 đ", "₫12.000", "(1.000)", "900k", 1_500_000.0],
        0,
        "VND",
    ) == [
        9_900_000,
        1_850_000,
        37_000_000,
        12_900_000,
        1_234,
        12_000,
        -1_000,
        900_000,
        1_500_000,
    ]
    assert _amounts(["12.9", "1.234.567"], 0, "VND")[0] == "“12.9” is no whole number."


def test_the_decimal_mark_is_decided_for_the_column() -> None:
    assert _amounts(["1.234,56", "12,5", "1.000"], 2, "EUR") == [123_456, 1_250, 100_000]
    assert _amounts(["1,234.56", "$1,000", "12.5"], 2, "USD") == [123_456, 100_000, 1_250]
    assert _amounts(["1.234", "2.5"], 3) == [1_234, 2_500]
    assert _amounts(["4514.0", "1100.04", 251.41], 2, "USD") == [451_400, 110_004, 25_141]


def test_an_amount_that_can_be_read_both_ways_is_doubtful() -> None:
    look = AmountStudy()
    look.look("1.250")
    assert look.style(2).doubtful
    assert not look.style(0).doubtful


def test_amounts_that_are_none_are_told() -> None:
    assert "is not an amount" in str(_amounts(["abc"], 0, "VND")[0])
    assert "larger than any sale" in str(_amounts(["9" * 20], 0, "VND")[0])
    assert _amounts(["", "NULL", "-"], 2) == [None, None, None]


def test_quantities_shares_and_times() -> None:
    assert _amounts(["10 cái", "1,5 kg", "12"], 3) == [10_000, 1_500, 12_000]
    assert [amounts.read_percent(t, AmountStyle()).value for t in ("12%", "12,5 %", "10")] == [
        1_200,
        1_250,
        1_000,
    ]
    assert amounts.read_percent(0.125, AmountStyle(fractions=True)).value == 1_250
    assert [
        amounts.read_minutes(t, AmountStyle()).value
        for t in ("90", "1:30", "1h30", "45 phút", "1.5 h", time(1, 5))
    ] == [
        90,
        90,
        90,
        45,
        90,
        65,
    ]
    assert [amounts.read_score(t).value for t in ("4", "4/5", "★★★★", "4 sao", 4.0, "6")] == [
        4,
        4,
        4,
        4,
        4,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "number", "more"),
    [
        ("0912.345 678", "0912.345 678", ()),
        (912345678, "0912345678", ()),
        ("912345678", "0912345678", ()),
        ("9.12345678E+08", "0912345678", ()),
        ("+84 91 234 5678", "+84 91 234 5678", ()),
        ("tel:+84912345678", "+84912345678", ()),
        ("'0912345678", "0912345678", ()),
        ("416-810-9897x752", "416-810-9897x752", ()),
        ("(5) 555-4729", "(5) 555-4729", ()),
        ("+84 91 234 5678p12", "+84 91 234 5678", ()),
        ("0912345678/0987654321", "0912345678", ("0987654321",)),
        ("0395 599 586 - 0912345678", "0395 599 586", ("0912345678",)),
        ("0912345678; 0987654321 hoặc 0923456789", "0912345678", ("0987654321", "0923456789")),
        ("028 3822-1234 / 35", "028 3822-1234 / 35", ()),
    ],
)
def test_phone_numbers_keep_their_writing_and_get_back_what_they_lost(
    cell: Cell, number: str, more: tuple[str, ...]
) -> None:
    read = contact_values.read_phone(cell, VIETNAM)
    assert (read.value, read.more, read.reason, read.doubt) == (number, more, "", "")


def test_numbers_that_cannot_be_saved_are_told_and_short_ones_doubted() -> None:
    assert "what a spreadsheet left" in contact_values.read_phone("9,12E+08", VIETNAM).reason
    assert "is no phone number" in contact_values.read_phone("không có", VIETNAM).reason
    short = contact_values.read_phone("0914 22", VIETNAM)
    assert (short.value, short.reason) == ("0914 22", "")
    assert "is short" in short.doubt


def test_addresses_flags_tags_and_text() -> None:
    assert contact_values.read_email("Lan <lan@x.vn>; b@c.com") == Reading("lan@x.vn", "", "", ("b@c.com",))
    assert "no e-mail address" in contact_values.read_email("lan").reason
    assert [contact_values.read_flag(c).value for c in ("x", "Có", "TRUE", 1, "không", "0", "", "maybe")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        None,
        None,
    ]
    assert contact_values.read_tags("VIP; vip, * My Contacts ::: * Work").value == "VIP, My Contacts, Work"
    assert [
        contact_values.read_text(c).value
        for c in (" Huế ", "NULL", "#N/A", 125411254.0, "a\x00b\x07", "Nguye\u0302\u0303n")
    ] == [
        "Huế",
        "",
        "",
        "125411254",
        "ab",
        "Nguyễn",
    ]


def test_what_our_own_export_disarmed_is_read_as_it_was() -> None:
    assert contact_values.read_text("'=1+1").value == "=1+1"
    assert contact_values.read_text("'quoted'").value == "'quoted'"


FIELDS = (
    Field("amount", "Amount", Kind.MONEY),
    Field("opened_on", "Opened", Kind.DATE),
    Field("stage", "Stage", Kind.CHOICE, choices=DEAL_STAGES),
)


def test_a_study_asks_what_only_the_person_knows(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Amount,Opened,Stage\n1.250,03/04/2025,Won\n2.500,05/06/2025,Engaging\n")
    found = study(table, {"amount": 0, "opened_on": 1, "stage": 2}, FIELDS, AMERICA)
    asked = {q.field_key: q for q in found.questions}
    assert (asked["opened_on"].example, asked["opened_on"].first, asked["opened_on"].second) == (
        "03/04/2025",
        date(2025, 4, 3),
        date(2025, 3, 4),
    )
    assert (asked["amount"].first, asked["amount"].second) == (125_000, 125)
    assert found.unknown_words == {"stage": ["Engaging"]}
    found.answer(1, True)
    found.answer(0, False)
    found.teach("stage", "Engaging", "negotiation")
    assert found.questions == []
    assert found.unknown_words == {}
    assert found.reader(FIELDS[0], 0)("1.250").value == 125
    assert found.reader(FIELDS[1], 1)("03/04/2025").value == date(2025, 4, 3)
    assert found.reader(FIELDS[2], 2)("ENGAGING").value == "negotiation"


def test_choices_are_known_by_value_and_by_words() -> None:
    read = contact_values.choice_reader(FIELDS[2], {"Closed Won": "won"})
    assert [read(c).value for c in ("won", "Quote sent", "closed won", "")] == ["won", "proposal", "won", ""]
    assert "is not one of the words for “Stage”" in read("sold").reason


def test_a_score_of_four_hundred_digits_is_no_score() -> None:
    assert amounts.read_score("9" * 400).reason.endswith(".")
    assert amounts.read_score("4,0 / 5").value == 4
