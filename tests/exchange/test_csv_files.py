"""Delimited text: delimiters, headers in any place, uneven rows, and rows read as they are asked for."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

import pytest

from salesdesk.base.errors import UserError
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.table import LONG, QUOTE, SHORT, fault_reason
from tests.exchange.making import file_of, table_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    lines = ["Name,Phone,Note", 'An,0912345678,"a, b"', "Bình,0987654321,1.5"]
    text = "\n".join(line.replace(",", delimiter) if delimiter != "," else line for line in lines)
    table = table_of(tmp_path, text)
    assert table.delimiter == delimiter
    assert table.columns == ["Name", "Phone", "Note"]
    assert table.row_count == 2


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Ware;Preis\nA;1,5\nB;2,5\nC;3,5\n")
    assert (table.delimiter, table.columns) == (";", ["Ware", "Preis"])


def test_excels_own_hint_names_the_delimiter(tmp_path: Path) -> None:
    table = table_of(tmp_path, "sep=;\nTên;Giá\nA;1\n")
    assert table.columns == ["Tên", "Giá"]
    assert [r.cells for r in table.rows()] == [["A", "1"]]


def test_a_list_of_one_column_is_one_column(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Phone\n0912345678\n0987654321\n")
    assert table.columns == ["Phone"]
    assert "Only one column was found." in table.warnings


def test_notes_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = (
        'Notes:,"Exported on 2024-06-15."\nNotes:,"Newest first."\n'
        "\nFirst Name,URL,Email Address,Connected On\n"
    )
    table = table_of(
        tmp_path, text + "Alice,https://e.org/a,,15 Jun 2024\nBob,https://e.org/b,b@e.org,10 Jun 2024\n"
    )
    assert table.header_row == 4
    assert [r.number for r in table.rows()] == [5, 6]


def test_a_line_of_codes_above_the_header_is_passed_over(tmp_path: Path) -> None:
    table = table_of(
        tmp_path,
        '"EXTF";700;16;"Kunden";5;20180306\nKonto;Name;Straße;Ort;Telefon;E-Mail\n'
        "10000;Meier;Weg 1;Köln;030 12345678;m@e.de\n",
    )
    assert table.header_row == 2
    assert table.columns[1] == "Name"


def test_a_file_without_a_header_loses_no_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, "John Doe,John,john@doe.invalid\nJane Doe,Jane,jane@doe.invalid\n")
    assert table.header_row == 0
    assert table.columns == ["Column 1", "Column 2", "Column 3"]
    assert table.row_count == 2


def test_the_person_may_say_where_the_header_is(tmp_path: Path) -> None:
    path = file_of(tmp_path, "a,b\nc,d\ne,f\n")
    assert open_table(path, header_row=0).row_count == 3
    assert open_table(path, header_row=2).columns == ["c", "d"]


def test_header_cells_are_cleaned_named_and_told_apart(tmp_path: Path) -> None:
    table = table_of(tmp_path, "\ufeff Doanh thu ,Mã (*),,Tên,tên\n1,2,3,4,5\n")
    assert table.columns == ["Doanh thu", "Mã", "Column 3", "Tên", "tên (2)"]


def test_a_shifted_row_is_never_read_as_if_it_were_right(tmp_path: Path) -> None:
    text = (
        "id,name,street,city,fax\nA,Ann,Weg 1,Bonn,1\n"
        "B,Blondel,24, place Kléber,Strasbourg,\nC,Cid,Calle,Madrid,2\n"
    )
    rows = list(table_of(tmp_path, text).rows())
    assert [r.fault for r in rows] == ["", LONG, ""]
    assert len(rows[1].cells) == 6
    assert "wrong columns" in fault_reason(LONG)


def test_a_delimiter_at_the_end_of_every_row_is_no_fault(tmp_path: Path) -> None:
    rows = list(table_of(tmp_path, "Name,Phone\nAn,0912345678,\nBa,0912345679,\n").rows())
    assert [r.cells for r in rows] == [["An", "0912345678"], ["Ba", "0912345679"]]
    assert not any(r.fault for r in rows)


def test_a_short_row_is_marked_and_filled_up(tmp_path: Path) -> None:
    rows = list(table_of(tmp_path, "a,b,c\n1,2,3\n4,5\n").rows())
    assert rows[1].fault == SHORT
    assert rows[1].cells == ["4", "5", ""]


def test_line_breaks_of_every_kind_stay_inside_their_cell(tmp_path: Path) -> None:
    table = table_of(tmp_path, b'Name,Note\r\nAn,"one\rtwo"\r\nBa,"a\nb"\nChi,"""q"""\r\n')
    assert [r.cells[1] for r in table.rows()] == ["one\rtwo", "a\nb", '"q"']
    assert [r.number for r in table.rows()] == [2, 3, 4]


def test_a_lost_quotation_mark_does_not_swallow_the_rest_in_silence(tmp_path: Path) -> None:
    body = "".join(f"Name {i},note {i}\n" for i in range(500))
    table = table_of(tmp_path, "Name,Note\nAn,fine\n" + '"Ba,broken\n' + body)
    assert [r.fault for r in table.rows()][-1] == QUOTE


def test_a_cell_without_end_is_refused_in_words(tmp_path: Path) -> None:
    broken = '"Ba,' + "x" * 1_100_000 + "\n"
    with pytest.raises(UserError, match="quotation mark"):
        table_of(tmp_path, "Name,Note\nAn,fine\n" + broken)
    late = table_of(tmp_path, "Name,Note\n" + "An,fine\n" * 300 + broken, "late.csv")
    with pytest.raises(UserError, match="at line 302"):
        list(late.rows())
    with pytest.raises(UserError, match="never ends"):
        table_of(tmp_path, "Name,Note\nAn,fine\n" + "x" * 9_000_000, "endless.csv")


def test_zeros_inside_text_do_no_harm(tmp_path: Path) -> None:
    assert table_of(tmp_path, "Name,Note\nAn,a\x00b\n").row_count == 1


def test_rows_are_read_when_asked_for_and_again_from_the_start(tmp_path: Path) -> None:
    table = table_of(tmp_path, "n\n" + "".join(f"{i}\n" for i in range(5000)), "numbers.csv")
    first = [r.cells[0] for r in islice(table.rows(), 3)]
    assert first == [r.cells[0] for r in islice(table.rows(), 3)]


def test_a_file_that_vanishes_is_told_plainly(tmp_path: Path) -> None:
    path = file_of(tmp_path, "Name,Phone\nAn,1\n")
    table = open_table(path)
    path.unlink()
    with pytest.raises(UserError, match="can no longer be read"):
        list(table.rows())


def test_a_hundred_thousand_rows_are_read_in_a_moment(tmp_path: Path) -> None:
    path = file_of(
        tmp_path, "Name,Phone,City\n" + "".join(f"Nguyễn {i},09{i:08},Huế\n" for i in range(100_000))
    )
    start = time.process_time()
    table = open_table(path)
    assert table.row_count == 100_000
    assert time.process_time() - start < 1.5
