"""Files for the tests: written here, byte by byte, so that what they hold is seen."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import xlsxwriter

from salesdesk.exchange import legacy_letters
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.table import Table

NAMES = (
    "Nguyễn Thị Lan",
    "Trần Văn Đức",
    "Lê Hoàng Yến",
    "Phạm Quỳnh Anh",
    "Võ Thị Sáu",
    "Đặng Hữu Phước",
    "Bùi Xuân Phái",
    "Hồ Ngọc Hà",
    "Ngô Bảo Châu",
    "Dương Thuỷ Tiên",
    "Lý Thường Kiệt",
    "Mai An Tiêm",
)
_TO_TCVN3 = {letter: chr(place) for place, letter in legacy_letters._TCVN3.items()}
_TO_VNI = {letter: written for written, letter in reversed(legacy_letters._VNI.items())}


def as_tcvn3(text: str) -> str:
    """Unicode as a document set in .VnTime holds it."""
    return "".join(_TO_TCVN3.get(c, c) for c in text)


def as_vni(text: str) -> str:
    """Unicode as a document set in VNI-Times holds it."""
    return "".join(_TO_VNI.get(c, c) for c in text)


def file_of(folder: Path, content: str | bytes, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def table_of(folder: Path, content: str | bytes, name: str = "list.csv", encoding: str = "utf-8") -> Table:
    """A file with this content, opened."""
    return open_table(file_of(folder, content, name, encoding))


def workbook(folder: Path, *sheets: tuple[str, list[list[object]]], name: str = "list.xlsx") -> Path:
    """A workbook with these sheets."""
    path = folder / name
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for title, rows in sheets:
        page = book.add_worksheet(title)
        for i, row in enumerate(rows):
            page.write_row(i, 0, row)
    book.close()
    return path


_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
_LINKS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{target}"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>"""
_BOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""


def raw_workbook(folder: Path, rows: str, before: str = "", name: str = "made.xlsx") -> Path:
    """A workbook whose one sheet holds exactly this XML."""
    path = folder / name
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", _TYPES)
        z.writestr("_rels/.rels", _LINKS.format(target="xl/workbook.xml", kind="officeDocument"))
        z.writestr("xl/workbook.xml", _BOOK)
        z.writestr(
            "xl/_rels/workbook.xml.rels", _LINKS.format(target="worksheets/sheet1.xml", kind="worksheet")
        )
        z.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def raw_ods(folder: Path, rows: str, before: str = "") -> Path:
    """An OpenDocument sheet whose one table holds exactly this XML."""
    path = folder / "made.ods"
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{before}<office:document-content{names}><office:body>'
            f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
        z.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


_PIECES = (
    b'"', b"\n", b"\r", b";", b",", b"\t", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe1\xbb", b"\x1a",
    b"=\n", b"\\",
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"PK\x03\x04", b"sep=;\n", b"<c t='s'>", b"]]>", b"&x;",
    b"\xd0\xcf\x11\xe0",
)  # fmt: skip


def damaged(raw: bytes, dice: random.Random) -> bytes:
    """A file with up to eight things put in, taken out, repeated or cut off."""
    out = bytearray(raw)
    for _change in range(dice.randint(1, 8)):
        at = dice.randrange(len(out) + 1)
        match dice.randrange(5):
            case 0:
                out[at:at] = dice.choice(_PIECES) * dice.choice((1, 1, 300))
            case 1:
                del out[at : at + dice.randint(1, 40)]
            case 2 if at < len(out):
                out[at] = dice.randrange(256)
            case 3:
                out[at:at] = out[max(0, at - dice.randint(1, 200)) : at]
            case _:
                out = out[: max(1, at)]
    return bytes(out)
