"""Names, numbers, dates and phones as people write them."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.base import ids, money, periods, phones
from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold, has_marks, sort_key, words
from salesdesk.base.money import format_money, parse_money, short_money

TODAY = date(2026, 5, 14)  # a Thursday


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Đức", "nguyen duc"),
        ("ĐƯỜNG", "duong"),
        ("Élodie", "elodie"),
        ("Straße", "strasse"),
        ("Ơ Ư Ă", "o u a"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_folding_is_the_same_for_composed_and_decomposed_letters():
    import unicodedata

    letters = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựđ"
    assert fold(letters) == fold(unicodedata.normalize("NFD", letters)) == "aaaaaaaaaaeeeeeoooooooooouuuuud"


@given(st.text())
def test_folding_never_fails_and_is_stable(text):
    assert fold(fold(text)) == fold(text)
    assert isinstance(words(text), list)


def test_vietnamese_sorts_as_its_dictionary_does():
    wanted = ["An", "Ánh", "Ăn", "Ân", "Dung", "Đào", "Độ", "Đức", "Em", "On", "Ôn", "Ơn", "Ưng"]
    assert sorted(sorted(wanted), key=sort_key) == wanted


def test_marks_are_noticed():
    assert has_marks("Đức")
    assert not has_marks("duc")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12tr", 12_000_000),
        ("12,9tr", 12_900_000),
        ("1.5 triệu", 1_500_000),
        ("900k", 900_000),
        ("12.900.000", 12_900_000),
        ("12,900,000", 12_900_000),
        ("12.900.000 ₫", 12_900_000),
        ("1,2 tỷ", 1_200_000_000),
        ("500đ", 500),
        ("0", 0),
    ],
)
def test_dong_as_people_type_it(text, amount):
    assert parse_money(text, "VND") == amount


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$1,480.50", 148_050),
        ("1480,5", 148_050),
        ("1.234,56", 123_456),
        ("12.900", 1_290_000),
        ("0.5", 50),
        ("(20)", -2_000),
        ("-3", -300),
        ("1 234,56", 123_456),
        ("€99", 9_900),
        ("99 EUR", 9_900),
    ],
)
def test_euros_as_people_type_them(text, cents):
    assert parse_money(text, "EUR" if "E" in text or "€" in text else "USD") == cents


@pytest.mark.parametrize(
    "text", ["", "abc", "12abc", "1..2..", "9" * 30, "12 34 tr x", "١٢", "=1+1", "NaN", "1e9"]
)
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(UserError):
        parse_money(text, "USD")


@given(st.text())
def test_reading_money_never_breaks(text):
    with suppress(UserError):
        assert isinstance(parse_money(text, "VND"), int)


@given(st.integers(-(10**14), 10**14), st.sampled_from(["USD", "VND", "EUR"]), st.sampled_from(["en", "vi"]))
def test_money_is_read_as_it_is_written(amount, currency, language):
    assert parse_money(format_money(amount, currency, language), currency) == amount


def test_money_is_written_as_each_country_does():
    assert format_money(148_000, "USD", "en") == "$1,480"
    assert format_money(148_050, "USD", "en") == "$1,480.50"
    assert format_money(12_900_000, "VND", "vi") == "12.900.000\u00a0₫"
    assert format_money(-5_000, "USD", "en") == "−$50"
    assert format_money(None, "USD", "en") == "—"
    assert short_money(1_960_000, "USD", "en") == "$19.6k"
    assert short_money(12_900_000, "VND", "vi") == "12,9\u00a0tr"
    assert money.plain_amount(148_005, "USD") == "1480.05"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/5", date(2026, 5, 15)),
        ("fri", date(2026, 5, 15)),
        ("thứ 6", date(2026, 5, 15)),
        ("mai", date(2026, 5, 15)),
        ("+3", date(2026, 5, 17)),
        ("2 tuần nữa", date(2026, 5, 28)),
        ("2026-05-15", date(2026, 5, 15)),
        ("14 May", TODAY),
        ("31/12/25", date(2025, 12, 31)),
        ("thu", date(2026, 5, 21)),
        ("28/12", date(2025, 12, 28)),
    ],
)
def test_dates_as_people_type_them(text, day):
    assert periods.parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["31/2/2026", "29/2/2025", "0/0", "99/99/9999", "", "soon", "2026-13-01", "1/1/0001", "+9999999"]
)
def test_impossible_dates_are_refused_in_words(text):
    with pytest.raises(UserError):
        periods.parse_date(text, TODAY)


@given(st.text(max_size=30))
def test_reading_a_date_never_breaks(text):
    with suppress(UserError):
        assert periods.EARLIEST <= periods.parse_date(text, TODAY) <= periods.LATEST


def test_periods_go_back_by_themselves():
    assert periods.month_of(TODAY).previous() == periods.month_of(date(2026, 4, 1))
    assert periods.quarter_of(TODAY).previous() == periods.quarter_of(date(2026, 1, 1))
    assert periods.weeks13(TODAY).start == date(2026, 2, 16)
    assert len(periods.weeks13(TODAY).weeks()) == 13
    assert periods.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert [p.days for p in periods.year_of(TODAY).months()][1] == 28


def test_instants_are_shown_in_the_shops_day():
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    late = datetime(2026, 5, 13, 18, 30, tzinfo=UTC)  # 01:30 on the 14th in Saigon
    now = datetime(2026, 5, 14, 3, 0, tzinfo=UTC)
    assert periods.format_when(late, zone, "en", now) == "today 01:30"


@pytest.mark.parametrize(
    "text",
    ["0912 345 678", "+84 912.345.678", "84912345678", "912345678", "0084 912 345 678", "0912345678 x12"],
)
def test_one_vietnamese_number_in_many_forms(text):
    assert phones.normal(text, "VN") == "+84912345678"


def test_phones_elsewhere():
    assert phones.normal("0161 555 0148", "GB") == "+441615550148"
    assert phones.normal("(308) 555-0100", "US") == "+13085550100"
    assert phones.normal("01681234567", "VN") == "+84381234567"
    assert phones.normal("n/a", "US") is None
    assert phones.pretty("+84912345678", "VN") == "0912 345 678"
    assert phones.pretty("308 555 0100", "US") == "(308) 555-0100"


def test_ids_rise_and_fit_in_63_bits():
    made = ids.new_ids(5000)
    assert made == sorted(set(made))
    assert made[-1] < 2**63
