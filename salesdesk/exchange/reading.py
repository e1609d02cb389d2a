"""Open any file that holds a list: CSV, Excel, OpenDocument, vCard; say plainly why when it cannot be."""

from pathlib import Path
from typing import NamedTuple

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _
from salesdesk.exchange import encodings
from salesdesk.exchange.csv_files import open_csv
from salesdesk.exchange.derived import with_derived_columns
from salesdesk.exchange.ole_files import MAGIC as OLE
from salesdesk.exchange.table import Table

MAX_BYTES = 500_000_000
SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "vcf", "vcard")
_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13, 27})
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")


class Sniff(NamedTuple):
    """What a file is, seen from its first bytes: "csv", "sheet" or "vcard", and how it would be read."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 0


def sniff(path: Path) -> Sniff:
    """What a file is and how it would be read.

    Raises `UserError` like `open_table`.
    """
    table = open_table(path)
    return Sniff(table.kind, table.encoding, table.delimiter, tuple(table.sheets), table.header_row)


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Table:
    """A file as a table; what is None is guessed. ``header_row`` 0 means that no row names the columns.

    Raises `UserError` with one sentence on what is safe and what to do when the file is missing, empty,
    too large, protected, damaged, or no list.
    """
    path = Path(path)
    try:
        kind = _kind(path)
        if encoding is not None and not encodings.known(encoding):
            encoding = None
        if kind == "sheet":
            # The library is loaded when the first workbook is opened.
            from salesdesk.exchange.spreadsheets import open_spreadsheet

            return with_derived_columns(open_spreadsheet(path, encoding, sheet, header_row))
        if kind == "vcard":
            from salesdesk.exchange.vcards import open_vcards

            return open_vcards(path, encoding)
        return with_derived_columns(open_csv(path, encoding, delimiter, header_row))
    except OSError as trouble:
        raise UserError(_cannot_open(path, trouble)) from trouble
    except (UnicodeError, MemoryError) as trouble:
        raise UserError(_binary(path)) from trouble


def _kind(path: Path) -> str:
    if path.is_dir():
        raise UserError(
            _("“{name}” is a folder. Nothing was changed. Choose a file in it.").format(name=path.name)
        )
    size = path.stat().st_size
    if size == 0:
        raise UserError(
            _("“{name}” is empty. Nothing was changed. Choose another file.").format(name=path.name)
        )
    if size > MAX_BYTES:
        raise UserError(
            _("“{name}” is too large for a list. Nothing was changed. Split it into smaller files.").format(
                name=path.name
            )
        )
    with path.open("rb") as f:
        head = f.read(65_536)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE)):
        return "sheet"
    _refuse_what_is_no_list(path, head)
    return "vcard" if _begins(head, b"begin:vcard") else "csv"


def _refuse_what_is_no_list(path: Path, head: bytes) -> None:
    if head.startswith(_PICTURES):
        raise UserError(
            _("“{name}” is a picture. Nothing was changed. Choose a file that holds a list.").format(
                name=path.name
            )
        )
    if head.startswith(b"%PDF"):
        raise UserError(
            _("“{name}” is a PDF. Nothing was changed. Get the list as an Excel or CSV file.").format(
                name=path.name
            )
        )
    if _begins(head, b"<"):
        raise UserError(
            _(
                "“{name}” is a web page or XML, whatever its name says. Nothing was changed. "
                "Open it in a spreadsheet program and save it as xlsx."
            ).format(name=path.name)
        )
    if _begins(head, b"{") or _begins(head, b"[{") or _begins(head, b"[\n"):
        raise UserError(
            _(
                "“{name}” is JSON, which cannot be imported. Nothing was changed. "
                "Export the list as CSV, Excel or vCard."
            ).format(name=path.name)
        )
    if _begins(head, b"dn:") or _begins(head, b"version: 1\ndn:"):
        raise UserError(
            _(
                "“{name}” is an LDIF address book. Nothing was changed. "
                "Export the address book as vCard or CSV."
            ).format(name=path.name)
        )
    wide = head[::2].count(0) > len(head) // 8 or head[1::2].count(0) > len(head) // 8
    if (not wide and _controls(head) > max(4, 0.02 * len(head))) or head.startswith(b"SQLite format 3"):
        raise UserError(_binary(path))


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROLS))


def _begins(head: bytes, word: bytes) -> bool:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return text.replace(b" ", b"").startswith(word) if b":vcard" in word else text.startswith(word)


def _binary(path: Path) -> str:
    return _(
        "“{name}” holds no text. Nothing was changed. Choose a file of the kind xlsx, xls, ods, csv or vcf."
    ).format(name=path.name)


def _cannot_open(path: Path, trouble: OSError) -> str:
    if isinstance(trouble, FileNotFoundError):
        return _("“{name}” is not there any more. Nothing was changed. Choose the file again.").format(
            name=path.name
        )
    if isinstance(trouble, PermissionError):
        return _(
            "“{name}” may not be read. Nothing was changed. Close the program that has it open, "
            "or copy the file to your own folder."
        ).format(name=path.name)
    return _(
        "“{name}” cannot be read. Nothing was changed. Copy it to this computer and choose the copy."
    ).format(name=path.name)
