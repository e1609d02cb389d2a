"""Amounts in words, in both languages, at the numbers that go wrong."""

from __future__ import annotations

import pytest

from salesdesk.documents.amount_words import amount_in_words, number_in_english, number_in_vietnamese


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050, "một nghìn không trăm năm mươi"),
        (10_500, "mười nghìn năm trăm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_015_000, "một triệu không trăm mười lăm nghìn"),
        (12_900_000, "mười hai triệu chín trăm nghìn"),
        (13_138_200, "mười ba triệu một trăm ba mươi tám nghìn hai trăm"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_050_000_000, "hai tỷ không trăm năm mươi triệu"),
        (
            999_999_999_999,
            "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn "
            "chín trăm chín mươi chín",
        ),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_005_000_000_000_000, "một triệu không trăm linh năm nghìn tỷ"),
    ],
)
def test_vietnamese_numbers(number: int, words: str) -> None:
    assert number_in_vietnamese(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (21, "twenty-one"),
        (40, "forty"),
        (105, "one hundred and five"),
        (1_000, "one thousand"),
        (1_005, "one thousand and five"),
        (1_480, "one thousand four hundred and eighty"),
        (1_000_005, "one million and five"),
        (12_900_000, "twelve million nine hundred thousand"),
        (999_999_999_999, "nine hundred and ninety-nine billion nine hundred and ninety-nine million "
         "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)  # fmt: skip
def test_english_numbers(number: int, words: str) -> None:
    assert number_in_english(number) == words


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        (0, "VND", "vi", "Không đồng"),
        (12_900_000, "VND", "vi", "Mười hai triệu chín trăm nghìn đồng chẵn"),
        (12_900_500, "VND", "vi", "Mười hai triệu chín trăm nghìn năm trăm đồng"),
        (12_900_000, "VND", "en", "Twelve million nine hundred thousand dong"),
        (148_050, "USD", "en", "One thousand four hundred and eighty US dollars and fifty cents"),
        (100, "USD", "en", "One US dollar"),
        (101, "EUR", "en", "One euro and one cent"),
        (148_050, "USD", "vi", "Một nghìn bốn trăm tám mươi đô la Mỹ và năm mươi xu"),
        (2_100, "EUR", "vi", "Hai mươi mốt euro chẵn"),
        (500, "JPY", "en", "Five hundred yen"),
        (150, "CHF", "en", "One CHF and fifty hundredths"),
        (-2_100, "EUR", "en", "Minus twenty-one euros"),
    ],
)
def test_money(amount: int, currency: str, language: str, words: str) -> None:
    assert amount_in_words(amount, currency, language) == words
