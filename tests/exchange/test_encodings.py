"""Old and foreign encodings are recognised by the words that come out of them."""

from __future__ import annotations

import codecs
import random
import unicodedata
from pathlib import Path

import pytest

from salesdesk.exchange import encoding_guess, encodings, syllables
from salesdesk.exchange.legacy_letters import from_tcvn3, from_vni
from salesdesk.exchange.reading import open_table
from tests.exchange.making import NAMES, as_tcvn3, as_vni, file_of, table_of

LIST = "Họ tên;Điện thoại\r\n" + "".join(f"{name};0912345678\r\n" for name in NAMES)


def _cp1258(text: str) -> bytes:
    # Windows-1258 writes the tone apart from its letter.
    out = []
    for c in text:
        try:
            out.append(c.encode("cp1258"))
        except UnicodeEncodeError:
            letter, tone = unicodedata.normalize("NFD", c)[:-1], unicodedata.normalize("NFD", c)[-1]
            if tone in "\u0302\u0306\u031b":  # the tone stands before the shape
                parts = unicodedata.normalize("NFD", c)
                letter, tone = unicodedata.normalize("NFC", parts[0] + parts[2]), parts[1]
            out.append(unicodedata.normalize("NFC", letter).encode("cp1258") + tone.encode("cp1258"))
    return b"".join(out)


WAYS = {
    "utf-8": LIST.encode(),
    "utf-8 with its mark": codecs.BOM_UTF8 + LIST.encode(),
    "utf-16 with its mark": LIST.encode("utf-16"),
    "utf-16-le without a mark": LIST.encode("utf-16-le"),
    "utf-16-be without a mark": LIST.encode("utf-16-be"),
    "utf-32": LIST.encode("utf-32"),
    "cp1258": _cp1258(LIST),
    "tcvn3": as_tcvn3(LIST).encode("cp1252"),
    "tcvn3 letters in utf-8": as_tcvn3(LIST).encode(),
    "vni": as_vni(LIST).encode("cp1252"),
    "vni letters in utf-16": as_vni(LIST).encode("utf-16"),
    "utf-8 garbled once": LIST.encode().decode("cp1252", "salesdesk-latin").encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_vietnamese_names_come_out_right_in_every_encoding(way: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, WAYS[way])
    assert table.columns == ["Họ tên", "Điện thoại"]
    assert [row.cells[0] for row in table.rows()] == list(NAMES)
    assert table.encoding_sure
    assert table.delimiter == ";"


@pytest.mark.parametrize("key", ["tcvn3", "vni", "cp1258"])
def test_an_old_encoding_is_told_with_one_name_before_and_after(key: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, WAYS[key])
    assert table.encoding == key
    assert any(after == "Nguyễn Thị Lan" and before != after for before, after in table.before_after)
    assert "old encoding" in table.warnings[0]


def test_many_random_names_survive_every_encoding(tmp_path: Path) -> None:
    dice = random.Random(20)
    parts = sorted({word for name in NAMES for word in name.split()})
    names = [" ".join(dice.choices(parts, k=3)) for _ in range(500)]
    text = "Tên\n" + "\n".join(names) + "\n"
    for i, raw in enumerate(
        [
            text.encode(),
            text.encode("utf-16"),
            _cp1258(text),
            as_tcvn3(text).encode("cp1252"),
            as_vni(text).encode("cp1252"),
        ]
    ):
        table = table_of(tmp_path, raw, f"{i}.csv")
        assert [row.cells[0] for row in table.rows()] == names


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Müller,Straße,José,Peña,São Paulo,Zürich,François"),
        ("cp1251", "Иван Петров,Мария Сидорова,Москва"),
        ("shift_jis", "伊藤 能,安藤ロイド,東京都"),
        ("gb18030", "王小明,李四,北京市朝阳区"),
        ("euc_kr", "김철수,서울특별시,이영희"),
        ("big5", "王小明,李四,臺北市"),
    ],
)
def test_other_scripts_are_told_apart(encoding: str, text: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, f"Name,Town\n{text}\n".replace(",", "\n"), encoding=encoding)
    assert [str(row.cells[0]) for row in table.rows()][-1] == text.split(",")[-1]


def test_what_only_the_last_line_shows_is_not_missed(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"Name,Town\n" + b"Ann,Oslo\n" * 40_000 + b"Jos\xe9,Malm\xf6\n")
    assert next(r for r in table.rows() if r.number == 40_002).cells == ["José", "Malmö"]


def test_a_few_words_prove_nothing_so_the_person_is_asked(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"Name,Town\nDo\xeb,Oslo\n")
    assert not table.encoding_sure
    assert [c.sample for c in table.encodings if c.key == "cp1252"] == ["Doë"]
    assert "guess" in table.warnings[0]


def test_the_persons_choice_of_encoding_wins(tmp_path: Path) -> None:
    path = file_of(tmp_path, "Tên\n" + as_tcvn3("Hµ") + "\n", encoding="cp1252")
    assert next(open_table(path, encoding="tcvn3").rows()).cells == ["Hà"]
    assert next(open_table(path, encoding="cp1252").rows()).cells == [as_tcvn3("Hµ")]


def test_rows_with_unreadable_letters_are_marked_and_the_others_are_not(tmp_path: Path) -> None:
    good = "".join(f"{name},1\n" for name in NAMES)
    table = table_of(tmp_path, f"Tên,Số\n{good}".encode() + b"Tr\xe2n,2\n")
    faults = [row.fault for row in table.rows()]
    assert faults == [""] * len(NAMES) + ["letters"]
    assert table.encoding == "utf-8"


def test_names_in_capitals_stay_in_capitals() -> None:
    assert from_tcvn3("C«NG TY TR\xc7N V¡N") == "CÔNG TY TRẦN VĂN"
    assert from_vni("NGUYEÃN ÑÖÙC AÙnh") == "NGUYỄN ĐỨC Ánh"


def test_syllables_know_the_rules_of_tones() -> None:
    assert all(map(syllables.is_syllable, ["Nguyễn", "nghiêng", "quỳnh", "thuở", "rượu", "khuya", "ngoằn"]))
    assert not any(map(syllables.is_syllable, ["mặtt", "lầc", "für", "Peña", "NguyÔn", "tt"]))


def test_every_encoding_has_a_name_for_people() -> None:
    for key in ("utf-8", "tcvn3", "vni", "cp1258", "shift_jis"):
        assert encodings.label(key) != key
    assert encodings.label("utf-7") == "utf-7"


def test_german_words_are_not_taken_for_old_vietnamese() -> None:
    text = "für führendem Zusätzlich möglichen gemäß Straße Gültig"
    assert encoding_guess.guess_letters(text) == ("", True)
