"""Workbooks: sheets, headers below notes, notes below tables, old letters, dates and numbers as such."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesdesk.base.errors import UserError
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.table import NOTE
from tests.exchange.making import as_tcvn3, raw_ods, workbook

PEOPLE: list[list[object]] = [
    ["Mã KH (*)", "Tên khách hàng (*)", "Điện thoại", "Ngày sinh", "Nợ"],
    ["KH001", "Nguyễn Văn Mạnh", "0977.886.368", date(1989, 9, 22), 1_250_000],
    ["KH002", "Lê Thị Mơ", "0395 599 586", date(1990, 1, 5), 0],
    ["KH003", "Trần Đức", "0912345678", date(1991, 2, 6), 15.5],
]


def test_the_header_below_a_code_is_found(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path, ("Khách", [["MS-003"], *PEOPLE])))
    assert table.header_row == 2
    assert table.columns == ["Mã KH", "Tên khách hàng", "Điện thoại", "Ngày sinh", "Nợ"]
    rows = list(table.rows())
    assert [r.number for r in rows] == [3, 4, 5]
    assert rows[0].cells == ["KH001", "Nguyễn Văn Mạnh", "0977.886.368", date(1989, 9, 22), 1_250_000]


def test_notes_above_and_below_the_table_are_no_people(tmp_path: Path) -> None:
    above: list[list[object]] = [
        ["Many people"],
        ["write", "", "", "", "notes"],
        ["above", "their", "tables"],
    ]
    below: list[list[object]] = [
        ["Some", "", "", ""],
        ["", "", "", "also below"],
        ["Tổng cộng", "", "", "", 9],
    ]
    table = open_table(workbook(tmp_path, ("S", [*above, *PEOPLE, *below])))
    assert table.header_row == 4
    assert [r.fault for r in table.rows()] == ["", "", "", NOTE, NOTE, NOTE]


def test_the_first_sheet_that_holds_anything_is_read_and_the_others_are_offered(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Empty", []), ("People", PEOPLE), ("Rules", [["x", "y"], [1, 2]]))
    table = open_table(path)
    assert (table.sheet, table.sheets) == ("People", ["Empty", "People", "Rules"])
    assert open_table(path, sheet="Rules").columns == ["x", "y"]
    with pytest.raises(UserError, match="no sheet"):
        open_table(path, sheet="Gone")


def test_letters_of_an_old_font_are_converted(tmp_path: Path) -> None:
    rows: list[list[object]] = [[as_tcvn3(str(cell)) for cell in row] for row in PEOPLE]
    table = open_table(workbook(tmp_path, ("Khach", rows)))
    assert table.encoding == "tcvn3"
    assert [r.cells[1] for r in table.rows()] == ["Nguyễn Văn Mạnh", "Lê Thị Mơ", "Trần Đức"]
    assert any(after == "Nguyễn Văn Mạnh" for _before, after in table.before_after)
    assert open_table(table.path, encoding="utf-8").sample(1)[0].cells[1] == as_tcvn3("Nguyễn Văn Mạnh")


def test_blank_rows_inside_keep_the_numbers_of_the_others(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path, ("S", [["x", "y"], [1, "a"], [], [2, "b"]])))
    assert [(r.number, list(r.cells)) for r in table.rows()] == [(2, [1, "a"]), (4, [2, "b"])]


def test_a_template_with_nothing_but_its_header_has_no_rows(tmp_path: Path) -> None:
    table = open_table(workbook(tmp_path, ("S", [PEOPLE[0]])))
    assert table.columns[0] == "Mã KH"
    assert table.row_count == 0


def test_an_empty_workbook_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no rows"):
        open_table(workbook(tmp_path, ("S", [])))


def test_open_documents_are_read(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inner = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    table = open_table(raw_ods(tmp_path, row("Name", "Town") + row("An", "Huế") + row("Ba", "Hà Nội")))
    assert table.columns == ["Name", "Town"]
    assert [list(r.cells) for r in table.rows()] == [["An", "Huế"], ["Ba", "Hà Nội"]]
