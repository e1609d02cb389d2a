"""Columns find their fields by name and by content; the person has the last word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesdesk.base.choices import PARTY_STATES
from salesdesk.base.fields import Field, Kind
from salesdesk.exchange.mapping import Mapping, guess, problems, recall, remember, signature
from tests.exchange.making import table_of

FIELDS = (
    Field(
        "name",
        "Name",
        required=True,
        synonyms=("Họ tên", "Họ và tên", "Tên khách hàng", "Display name", "Full name", "Company"),
    ),
    Field(
        "phone", "Phone", Kind.PHONE, synonyms=("SĐT", "ĐT", "Số điện thoại", "Mobile phone", "Work phone")
    ),
    Field("email", "E-mail", Kind.EMAIL, synonyms=("Email address", "Mail")),
    Field("address", "Address", synonyms=("Đ/c", "Địa chỉ", "Street")),
    Field("code", "Code", synonyms=("Mã KH", "Mã khách hàng", "Customer ID")),
    Field("tax_code", "Tax code", synonyms=("Tax number", "Mã số thuế")),
    Field("bought_on", "Bought on", Kind.DATE, synonyms=("Ngày mua",)),
    Field("birthday", "Birthday", Kind.DATE, synonyms=("Ngày sinh",)),
    Field("amount", "Amount", Kind.MONEY, synonyms=("Tiền", "Thành tiền")),
    Field("state", "State", Kind.CHOICE, choices=PARTY_STATES),
    Field("hidden", "Hidden", importable=False),
)


def _guess(folder: Path, text: str) -> dict[str, str | None]:
    return {m.name: m.field_key for m in guess(FIELDS, table_of(folder, text)).columns}


def test_vietnamese_headings_are_known_with_or_without_accents(tmp_path: Path) -> None:
    row = (
        "\nNguyễn Văn Bình,0914.220.177,12 Lê Lợi,03/04/2025,9.900.000\n"
        "Lê Thị Thu,84914220181,K42 Trần Phú,12/11/2023,37tr\n"
    )
    for heading in (
        "Họ tên KH,ĐT,Đ/c,Ngày mua,Tiền",
        "ho ten,DT,dia chi,NGAY MUA,tien",
        "Tên khách hàng(*),SĐT,Địa_chỉ,ngayMua,Thành tiền",
    ):
        assert list(_guess(tmp_path, heading + row).values()) == [
            "name",
            "phone",
            "address",
            "bought_on",
            "amount",
        ]


def test_content_finds_what_the_name_does_not_say(tmp_path: Path) -> None:
    text = "Nguyễn An,0912345678,an@example.vn,5\nTrần Bình,0987654321,binh@example.vn,7\n"
    assert list(_guess(tmp_path, text).values()) == ["name", "phone", "email", None]


def test_content_that_cannot_be_it_speaks_against_a_name(tmp_path: Path) -> None:
    assert _guess(tmp_path, "Name,Email\nAn,yes\nBa,no\n")["Email"] is None
    assert _guess(tmp_path, "Name,State\nAn,Texas\nBa,Ohio\n")["State"] is None
    assert _guess(tmp_path, "Name,State\nAn,customer\nBa,prospect\n")["State"] == "state"


def test_no_field_is_given_twice_and_the_better_name_wins(tmp_path: Path) -> None:
    text = (
        "Work phone,Mobile phone,Company,Display Name\n"
        "02838221234,0912345678,Acme,An\n02838221235,0912345679,Acme,Ba\n"
    )
    assert _guess(tmp_path, text) == {
        "Work phone": None,
        "Mobile phone": "phone",
        "Company": None,
        "Display Name": "name",
    }


def test_names_that_only_look_alike_are_not_taken_for_the_same(tmp_path: Path) -> None:
    assert _guess(tmp_path, "Name,Fax number\nAn,02838221234\n")["Fax number"] is None
    assert _guess(tmp_path, "Name,Zip code\nAn,53000\n")["Zip code"] is None


def test_a_name_in_two_columns_is_put_together(tmp_path: Path) -> None:
    table = table_of(tmp_path, "First Name,Last Name,Company\nAlice,Chen,Stripe\nBob,Díaz,Acme\n")
    assert guess(FIELDS, table).column_of("name") == 3
    assert [r.cells[3] for r in table.rows()] == ["Alice Chen", "Bob Díaz"]
    vietnamese = table_of(
        tmp_path, "Họ,Tên,SĐT\nNguyễn Văn,Đức,0912345678\nTrần Thị,Lan,0912345679\n", "vn.csv"
    )
    assert [r.cells[3] for r in vietnamese.rows()] == ["Nguyễn Văn Đức", "Trần Thị Lan"]


def test_a_birthday_in_three_columns_is_put_together(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Display Name,Birth Year,Birth Month,Birth Day\nAn,1970,11,5\nBa,,,\n")
    mapping = guess(FIELDS, table)
    column = mapping.column_of("birthday")
    assert column == 4
    assert [r.cells[4] for r in table.rows()] == ["1970-11-05", ""]


def test_why_is_said_in_words(tmp_path: Path) -> None:
    mapping = guess(FIELDS, table_of(tmp_path, "Name,Fon\nAn,0912345678\nBa,0912345679\n"))
    assert [m.why for m in mapping.columns] == [
        "The name of the column says so.",
        "The cells look like phone numbers.",
    ]
    assert all(0.6 <= m.score <= 1 for m in mapping.columns)


def test_problems_are_told_before_anything_is_read(tmp_path: Path) -> None:
    mapping = guess(FIELDS, table_of(tmp_path, "Phone,Mobile phone\n0912345678,0912345679\n"))
    mapping.assign(0, "phone")
    mapping.assign(1, "phone")
    assert problems(mapping, FIELDS) == [
        "“Phone” is matched twice: choose one column.",
        "No column is matched to “Name”, which every row needs.",
    ]
    mapping.assign(0, None)
    mapping.assign(1, None)
    assert problems(mapping, FIELDS) == ["No column is matched yet. Choose at least one."]


def test_what_must_not_be_imported_is_never_matched(tmp_path: Path) -> None:
    assert _guess(tmp_path, "Name,Hidden\nAn,x\n")["Hidden"] is None


def test_the_same_header_finds_its_mapping_again(store: Any, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Wer,Was\nAn,0912345678\n")
    mapping = guess(FIELDS, table)
    mapping.assign(0, "name")
    mapping.assign(1, "code")
    mapping.answers, mapping.words = {"Was": True}, {"state": {"alt": "lapsed"}}
    remember(store, "party", mapping)
    found = recall(store, "party", table_of(tmp_path, "WER,was\nBa,1\n", "next.csv"), FIELDS)
    assert found is not None
    assert signature(["Wer", "Was"]) == signature(["WER", "was"])
    again = recall(store, "party", table, FIELDS)
    assert isinstance(again, Mapping)
    assert (again.by_field(), again.answers, again.words) == (
        {"name": 0, "code": 1},
        {"Was": True},
        {"state": {"alt": "lapsed"}},
    )
    assert recall(store, "deal", table, FIELDS) is None


def test_every_field_can_be_found_by_its_own_label(tmp_path: Path) -> None:
    labels = [f.label for f in FIELDS if f.importable]
    table = table_of(tmp_path, ",".join(labels) + "\n" + ",".join([""] * (len(labels) - 1)) + ",\n")
    with pytest.raises(StopIteration):
        next(table.rows())
    assert [m.field_key for m in guess(FIELDS, table).columns] == [f.key for f in FIELDS if f.importable]
