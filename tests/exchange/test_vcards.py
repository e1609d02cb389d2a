"""vCards of every age become rows; whatever stands in them, one card never spoils the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.base.errors import UserError
from tests.exchange.making import table_of


def _rows(folder: Path, text: str | bytes) -> list[dict[str, str]]:
    table = table_of(folder, text, "people.vcf")
    return [dict(zip(table.columns, map(str, r.cells), strict=True)) for r in table.rows()]


def _card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_a_card_gives_what_a_shop_needs(tmp_path: Path) -> None:
    card = _card(
        "FN:Nguyễn Thị Lan",
        "TEL;TYPE=WORK:028 3822 1234",
        "TEL;TYPE=CELL:0912 345 678",
        "TEL;TYPE=FAX:028 3822 9999",
        "EMAIL:lan@example.vn",
        "ORG:Thiên Hương;Kho",
        "TITLE:Kế toán",
        "BDAY:1989-09-22",
        "URL:https://example.vn",
        r"NOTE:Dòng 1\nDòng 2\, và 3",
        "ADR:;;12 Lê Lợi;Huế;;530000;Việt Nam",
        "CATEGORIES:VIP,Cũ",
    )
    assert _rows(tmp_path, card) == [
        {
            "Name": "Nguyễn Thị Lan",
            "Phone": "0912 345 678",
            "Phone 2": "028 3822 1234",
            "E-mail": "lan@example.vn",
            "Address": "12 Lê Lợi, Huế, 530000, Việt Nam",
            "Company": "Thiên Hương, Kho",
            "Job title": "Kế toán",
            "Birthday": "1989-09-22",
            "Notes": "Dòng 1\nDòng 2, và 3",
            "Website": "https://example.vn",
            "Tags": "VIP,Cũ",
        }
    ]


def test_quoted_printable_names_with_soft_breaks_are_joined(tmp_path: Path) -> None:
    lines = [
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4E=67=75=79=E1=BB=",
        "=85=6E=20=C4=90=E1=BB=A9=63",
        "TEL;CELL:0912345678",
    ]
    assert _rows(tmp_path, _card(*lines, version="2.1"))[0]["Name"] == "Nguyễn Đức"


def test_a_letter_split_by_folding_is_put_together(tmp_path: Path) -> None:
    raw = "BEGIN:VCARD\nVERSION:3.0\nFN:Nguyễn Văn A\nEND:VCARD\n".encode()
    at = raw.index("ễ".encode()) + 1
    assert _rows(tmp_path, raw[:at] + b"\r\n " + raw[at:])[0]["Name"] == "Nguyễn Văn A"


def test_each_line_may_have_its_own_encoding(tmp_path: Path) -> None:
    raw = (
        b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=windows-1252:Do\xeb;John\n"
        b"FN;CHARSET=windows-1252:John Do\xeb\nEND:VCARD\n"
    )
    assert _rows(tmp_path, raw)[0]["Name"] == "John Doë"
    japanese = "伊能".encode("shift_jis")
    assert b"\\" in japanese  # the second half of a letter looks like a backslash
    raw = b"BEGIN:VCARD\nVERSION:3.0\nFN;CHARSET=SHIFT_JIS:" + japanese + b"\nEND:VCARD\n"
    assert _rows(tmp_path, raw)[0]["Name"] == "伊能"


def test_backslashes_are_letters_in_the_oldest_version_only(tmp_path: Path) -> None:
    assert _rows(tmp_path, _card(r"FN:A;B\C", version="2.1"))[0]["Name"] == r"A;B\C"
    assert _rows(tmp_path, _card(r"FN:A\;B\\C", version="4.0"))[0]["Name"] == r"A;B\C"


def test_cards_inside_cards_and_without_a_version_are_people_too(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nN:parent\nBEGIN:VCARD\nN:child\nEND:VCARD\nTEL:0912345678\nEND:VCARD\n"
    assert [(r["Name"], r["Phone"]) for r in _rows(tmp_path, text)] == [
        ("child", ""),
        ("parent", "0912345678"),
    ]


def test_who_has_no_name_is_called_by_what_there_is(tmp_path: Path) -> None:
    cards = [
        _card("FN:", "N:;;;;", "NICKNAME:Johnny"),
        _card("ORG:Cửa hàng Hoa"),
        _card("EMAIL:an@example.vn"),
        _card("TEL:0912345678"),
    ]
    names = [r["Name"] for r in _rows(tmp_path, "".join(cards))]
    assert names == ["Johnny", "Cửa hàng Hoa", "an@example.vn", "0912345678"]


def test_the_order_of_a_name_follows_its_language(tmp_path: Path) -> None:
    cards = [_card("N:Nguyễn;Đức;Văn;;"), _card("N:Doe;John;Q.;Dr.;Jr."), _card("N:安藤;ロイド;;;")]
    assert [r["Name"] for r in _rows(tmp_path, "".join(cards))] == [
        "Nguyễn Văn Đức",
        "Dr. John Q. Doe Jr.",
        "安藤ロイド",
    ]


def test_pictures_are_passed_over_however_large(tmp_path: Path) -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join("QUJD" * 18 for _ in range(20_000))
    rows = _rows(tmp_path, _card(picture, "FN:After the picture") + _card("FN:Next"))
    assert [r["Name"] for r in rows] == ["After the picture", "Next"]


def test_telephone_addresses_are_plain_numbers(tmp_path: Path) -> None:
    card = _card(
        "FN:Simon",
        'TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+1-418-656-9254;ext=102',
        "TEL:sip:simon@example.org",
        version="4.0",
    )
    row = _rows(tmp_path, card)[0]
    assert (row["Phone"], row["Phone 2"]) == ("+1-418-656-9254 x102", "")


def test_a_broken_card_spoils_no_other_and_a_cut_file_is_marked(tmp_path: Path) -> None:
    text = (
        _card("FN:First", "garbage without colon", ";;;:", "ADR:x")
        + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut off"
    )
    table = table_of(tmp_path, text, "people.vcf")
    assert [(r.cells[0], r.fault) for r in table.rows()] == [("First", ""), ("Cut off", "cut")]


def test_old_mac_line_ends_and_utf16_are_read(tmp_path: Path) -> None:
    text = _card("FN:Nguyễn Lan").replace("\r\n", "\r")
    assert _rows(tmp_path, text)[0]["Name"] == "Nguyễn Lan"
    assert _rows(tmp_path, _card("FN:Nguyễn Lan").encode("utf-16"))[0]["Name"] == "Nguyễn Lan"


def test_a_file_without_a_card_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no contacts"):
        table_of(tmp_path, "BEGIN:VCARDS\n", "people.vcf")


def test_a_charset_that_cannot_be_a_name_is_read_as_the_rest_of_the_file(tmp_path: Path) -> None:
    raw = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=utf\x00-8:Nguy\xe1\xbb\x85n\nEND:VCARD\n"
    assert [row["Name"] for row in _rows(tmp_path, raw)] == ["Nguyễn"]
