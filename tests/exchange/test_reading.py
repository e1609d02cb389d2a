"""Whatever file is chosen: a table, or one sentence that says what is safe and what to do."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.base.errors import UserError
from salesdesk.exchange.reading import open_table, sniff
from salesdesk.exchange.table import Row, Table
from tests.exchange.making import file_of, raw_ods, raw_workbook, workbook

CELL = '<c r="{at}"><v>1</v></c>'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"", "is empty"),
        ("list.csv", b"\n \n,,\n", "holds no rows"),
        ("list.pdf", b"%PDF-1.7\n...", "is a PDF"),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture"),
        ("list.xls", b"<html><table><tr><td>An</td></tr></table></html>", "is a web page"),
        ("list.json", b'[{"name": "An"}]', "is JSON"),
        ("list.csv", bytes(range(256)) * 50, "holds no text"),
        ("list.ldif", b"dn: cn=An\nmail: an@example.vn\n", "LDIF"),
        ("list.xlsx", b"PK\x03\x04" + bytes(50), "damaged or cut off"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged or cut off"),
        ("shop.csv", b"SQLite format 3\x00" + bytes(100), "holds no text"),
    ],
)
def test_what_is_no_list_is_told_in_one_sentence(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=words) as told:
        open_table(file_of(tmp_path, content, name))
    assert name in told.value.message
    assert "Nothing was changed." in told.value.message


def test_folders_and_files_that_are_gone_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        open_table(tmp_path)
    with pytest.raises(UserError, match="not there any more"):
        open_table(tmp_path / "gone.csv")


def test_other_office_files_are_no_lists(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("word/document.xml", "<x/>")
    with pytest.raises(UserError, match="is no list"):
        open_table(path)


def test_the_content_counts_and_not_the_ending(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("S", [["Name", "Town"], ["An", "Huế"]]), name="list.csv")
    assert sniff(path).kind == "sheet"
    assert sniff(file_of(tmp_path, "Name;Town\nAn;Huế\n", "list.xlsx")).delimiter == ";"


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_workbook_that_was_cut_off_is_told_plainly(cut: int, tmp_path: Path) -> None:
    whole = workbook(tmp_path, ("S", [["Name", "Town"], ["An", "Huế"]])).read_bytes()
    with pytest.raises(UserError, match="damaged or cut off"):
        open_table(file_of(tmp_path, whole[:cut], "cut.xlsx"))


def _bombs(folder: Path) -> dict[str, Path]:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{at}"><v>2</v></c></row>'
    laughs = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    many = folder / "many.xlsx"
    with zipfile.ZipFile(many, "w") as z:
        for i in range(2_500):
            z.writestr(f"xl/{i}.xml", "")
    cell = (
        '<table:table-cell table:number-columns-repeated="{n}" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell>'
    )
    row = '<table:table-row table:number-rows-repeated="{n}">{cells}</table:table-row>'
    return {
        "last corner": raw_workbook(folder, far.format(row=1_048_576, at="XFD1048576"), name="1.xlsx"),
        "far column, many rows": raw_workbook(folder, far.format(row=99_999, at="ZZ99999"), name="2.xlsx"),
        "small letters, single quotes": raw_workbook(
            folder, "<row r='1048576'><c r='xfd1048576'><v>2</v></c></row>", name="3.xlsx"
        ),
        "no place on the cell": raw_workbook(
            folder, '<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>2</v></c></row>', name="4.xlsx"
        ),
        "packed too tightly": raw_workbook(
            folder, "<row><c><v>1</v></c></row>" + " " * 90_000_000, name="5.xlsx"
        ),
        "too many entries": many,
        "entities": raw_workbook(
            folder,
            '<row><c t="inlineStr"><is><t>&j;</t></is></c></row>',
            f'<!DOCTYPE x [<!ENTITY a "lol">{laughs}]>',
            "6.xlsx",
        ),
        "repeated rows": raw_ods(folder, row.format(n=1_000_000, cells=cell.format(n=1_000))),
    }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on memory is set the Linux way")
def test_files_made_to_fill_the_memory_are_refused_at_once(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from salesdesk.base.errors import UserError\n"
        "from salesdesk.exchange.reading import open_table\n"
        "from pathlib import Path\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        open_table(Path(name))\n"
        "        print('read', name)\n"
        "    except UserError as told:\n"
        "        print('refused')\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) // 1024)\n"
    )
    import resource  # other systems have no such module

    bombs = _bombs(tmp_path)
    limit = 1 << 30

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, bombs.values())],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=bounded,
        check=False,
        cwd=Path(__file__).parent.parent.parent,
    )
    *answers, megabytes = done.stdout.split("\n")[:-1]
    assert answers == ["refused"] * len(bombs), done.stderr[-2000:]
    assert int(megabytes) < 150


def test_cells_that_are_only_painted_do_not_count(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t>'
        '</is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    )
    table = open_table(raw_workbook(tmp_path, rows + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    assert table.columns == ["Name"]


def test_a_document_that_repeats_its_empty_end_is_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    empty = (
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>"
        for a, b in (("Name", "Town"), ("An", "Huế"))
    )
    assert open_table(raw_ods(tmp_path, rows + empty)).row_count == 1


def _counting(table: Table) -> list[int]:
    """How often the file is read from now on: one entry a time."""
    source, read = table.source, []

    def counted() -> Iterator[Row]:
        read.append(1)
        return source()

    table.source = counted
    return read


def test_a_file_is_read_once_and_again_when_it_was_changed(tmp_path: Path) -> None:
    path = file_of(tmp_path, "Name,Phone\nAn,1\nBa,2\n")
    table = open_table(path)
    read = _counting(table)
    for _time in range(2):
        assert [(row.number, *row.cells) for row in table.rows()] == [(2, "An", "1"), (3, "Ba", "2")]
    assert (table.row_count, len(read)) == (2, 1)
    path.write_text("Name,Phone\nAn,1\nBa,2\nChi,3\n", encoding="utf-8")
    assert [row.cells[0] for row in table.rows()] == ["An", "Ba", "Chi"]
    table.forget()
    assert len(list(table.rows())) == 3
    path.unlink()
    with pytest.raises(UserError, match="can no longer be read"):
        list(table.rows())


def test_a_reading_that_was_not_finished_keeps_nothing(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "Name\n" + "An\n" * 9))
    read = _counting(table)
    assert len(table.sample(4)) == 4
    assert len(list(table.rows())) == 9
    assert len(read) == 2


def test_a_very_large_file_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesdesk.exchange.table._MOST_KEPT", 5)
    table = open_table(file_of(tmp_path, "Name,Phone\nAn,1\nBa,2\nChi,3\n"))
    read = _counting(table)
    assert [len(list(table.rows())) for _time in range(2)] == [3, 3]
    assert len(read) == 2


def test_what_is_wrong_with_a_row_is_kept_with_it(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "Name,Phone\nAn,1\nBa\nChi,3\n"))
    for _time in range(2):
        assert [row.fault for row in table.rows()] == ["", "short", ""]


def test_columns_put_together_are_there_in_a_short_file_too(tmp_path: Path) -> None:
    table = open_table(file_of(tmp_path, "First name,Last name\nLaura,Bennett\n"))
    for _time in range(2):
        assert [[*row.cells] for row in table.rows()] == [["Laura", "Bennett", "Laura Bennett"]]
