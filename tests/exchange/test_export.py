"""What leaves the shop opens right, runs nothing, and comes back as it went."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.base.choices import DEAL_STAGES
from salesdesk.base.errors import Cancelled, UserError
from salesdesk.base.fields import Field, Kind
from salesdesk.base.formula_guard import disarmed, rearmed
from salesdesk.base.task import Task
from salesdesk.exchange.export_csv import write_csv
from salesdesk.exchange.export_fields import shown
from salesdesk.exchange.export_vcard import Contact, write_vcards
from salesdesk.exchange.export_xlsx import write_xlsx
from salesdesk.exchange.reading import open_table

LOCAL = datetime.combine(date(2026, 5, 14), time(9, 30))  # spreadsheets know no zones
COLUMNS = ["Tên", "Số", "Ngày", "Lúc", "Có", "Trống"]
ROW: list[object] = ["Nguyễn Đức", 12.5, date(2026, 5, 14), LOCAL, True, None]
PAYLOADS = [
    start + rest
    for start in (
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "＝",
        "＋",
        "－",
        "＠",
        "\ufeff=",
        "\u200b@",
        "\x00=",
    )
    for rest in ("cmd|' /C calc'!A0", 'HYPERLINK("http://e.org")', "1+1", "SUM(A1:A9)", "A1", "IMPORTXML(1)")
]


def _records(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.reader(f))


def test_csv_opens_right_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert write_csv(path, COLUMNS, [ROW]) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in path.read_bytes()
    assert _records(path) == [COLUMNS, ["Nguyễn Đức", "12.5", "2026-05-14", "2026-05-14 09:30:00", "1", ""]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_csv_can_run_as_a_formula(payload: str) -> None:
    assert disarmed(payload).startswith("'")
    assert rearmed(disarmed(payload)) == payload.replace("\x00", "")


@pytest.mark.parametrize(
    "harmless", ["+84 912 345 678", "-12.5", "+84912345678", "-1.234,5", "a=b", "Nguyễn", "", "'tis"]
)
def test_phone_numbers_and_amounts_stay_usable(harmless: str) -> None:
    assert disarmed(harmless) == harmless
    assert rearmed(harmless) == harmless


@pytest.mark.parametrize(
    "trick", ["+84 912+1", "+1-202-555-0191", "-1+1", "+1-1", "-1|cmd", "+84 912 345 678)+A1"]
)
def test_what_only_begins_like_a_number_is_disarmed(trick: str) -> None:
    assert disarmed(trick) == "'" + trick


def test_a_workbook_holds_no_formula_whatever_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_xlsx(path, ["Note", "Name"], [[p, "An"] for p in PAYLOADS])
    with zipfile.ZipFile(path) as z:
        sheet = z.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<f " not in sheet
    assert b"<hyperlink" not in sheet
    wanted = [p.replace("\x00", "").strip() for p in PAYLOADS]
    assert [str(r.cells[0]).strip() for r in open_table(path).rows()] == wanted


def test_a_workbook_keeps_numbers_dates_and_text_apart(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_xlsx(path, [*COLUMNS, "Điện thoại"], [[*ROW, "0912345678"]], sheet="Khách [1]")
    table = open_table(path)
    assert table.sheet == "Khách 1"
    assert next(table.rows()).cells == [
        "Nguyễn Đức",
        12.5,
        date(2026, 5, 14),
        LOCAL,
        True,
        "",
        "0912345678",
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff")), min_size=3, max_size=3
        ),
        max_size=5,
    )
)
def test_text_comes_back_from_csv_as_it_went(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, ["Name", "Phone", "Note"], rows)
    assert [[rearmed(c) for c in r] for r in _records(path)[1:]] == [
        [rearmed(disarmed(c)) for c in r] for r in rows
    ]


def test_cards_are_read_alike_by_us_and_by_others(tmp_path: Path) -> None:
    path = tmp_path / "people.vcf"
    contacts = [
        Contact(
            "Nguyễn Thị Lan; Jr, \\",
            ["0912 345 678", "028 3822 1234"],
            ["lan@example.vn"],
            "12 Lê Lợi, Huế",
            "Thiên Hương",
            "Kế toán",
            date(1989, 9, 22),
            "Dòng 1\nDòng 2, " + "dài " * 60,
            "https://example.vn",
            ["VIP", "a,b"],
            "uid-1",
        ),
        Contact("Công ty Hoa", kind="organisation"),
    ]
    assert write_vcards(path, contacts) == 2
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))
    ours = dict(zip(open_table(path).columns, next(open_table(path).rows()).cells, strict=True))
    assert ours["Name"] == "Nguyễn Thị Lan; Jr, \\"
    assert (ours["Phone"], ours["Phone 2"], ours["Birthday"]) == ("0912 345 678", "028 3822 1234", "19890922")
    assert str(ours["Notes"]).startswith("Dòng 1\nDòng 2, dài dài")
    theirs = list(vobject.readComponents(path.read_text(encoding="utf-8")))
    assert [card.fn.value for card in theirs] == ["Nguyễn Thị Lan; Jr, \\", "Công ty Hoa"]
    assert theirs[0].adr.value.street == "12 Lê Lợi, Huế"


def test_stopping_or_failing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old", encoding="utf-8")
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        write_csv(path, ["n"], [[i] for i in range(2_000)], task)

    def broken() -> Iterator[list[Any]]:
        yield [1]
        raise ValueError("no more")

    for write in (write_csv, write_xlsx):
        with pytest.raises(ValueError, match="no more"):
            write(path, ["n"], broken())
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


def test_a_place_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        write_csv(tmp_path / "gone" / "list.csv", ["n"], [])


def test_stored_values_are_told_in_the_units_of_people() -> None:
    def told(kind: Kind, value: object, **more: Any) -> object:
        return shown(Field("x", "X", kind, **more), value, "USD", "en", ZoneInfo("Asia/Ho_Chi_Minh"))

    assert [
        told(Kind.MONEY, 148_000),
        told(Kind.MONEY, 148_050),
        told(Kind.QUANTITY, 1_500),
        told(Kind.PERCENT, 1_000),
    ] == [
        1_480,
        1_480.5,
        1.5,
        10,
    ]
    assert shown(Field("x", "X", Kind.MONEY), 12_900_000, "VND", "vi") == 12_900_000
    assert told(Kind.CHOICE, "won", choices=DEAL_STAGES) == "Won"
    assert told(Kind.INSTANT, datetime(2026, 5, 14, 2, 30, tzinfo=UTC)) == LOCAL
    assert told(Kind.TEXT, None) == ""
