"""Files made from seeds for the import: rows of hostile cells, and whole files with bytes changed.

Everything follows from the words of a case ("csv rows 17"), so that a case can be done again.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.exchange.making import NAMES, as_tcvn3, damaged, raw_ods, workbook

CELLS: Sequence[object] = (
    "", " ", "0", "-1", "1e308", "-1e-308", "NaN", "inf", "9" * 400, "1.234.567,89 ₫", "12,5%", "½", "٣٤",
    "=1+1",
    "+84 912 345 678", "0912345678", "tel:+84;ext=5", "31/02/2026", "29/2/2024", "2026-13-40", "1/1/0001",
    "31/12/9999 25:61", "Feb 30", "true", "yes", "không", "a@b", "a@b.vn", "@", "'", '"', '""', "\\", "%",
    "_",
    "{x.__class__}", "<img src=x>", "'; DROP TABLE party;--", "\x00", "\u202eabc", "e\u0302\u0323", "Ễ" * 50,
    "🙂" * 20, "\ufeff", "\u200b", "\ud7ff", "a\nb", "a\r\nb\tc", ";;;;", ",,,,", "|", "x" * 5_000, 0, 1.5,
    -3, True,
    10**30, 2.0**70, 1e-300,
)  # fmt: skip
HEADERS = {
    "parties": ("Name", "Phone", "E-mail", "Address", "Birthday", "Tags", "Company", "Notes"),
    "products": ("Product name", "Price", "Cost", "Warranty", "Tax", "Code"),
    "deals": ("Customer", "Product", "Stage", "Amount", "Created", "Closed"),
    "sales": ("Customer", "Product", "Quantity", "Price", "Date", "Number", "Paid"),
    "cases": ("Customer", "Subject", "Status", "Priority", "Opened", "Rating"),
    "staff": ("Name", "Phone", "E-mail", "Role"),
}


def _rows(dice: random.Random, kind: str) -> list[list[object]]:
    header: list[object] = list(HEADERS[kind])
    if dice.random() < 0.3:
        dice.shuffle(header)
    if dice.random() < 0.2:
        header[dice.randrange(len(header))] = dice.choice(CELLS)
    usual: tuple[object, ...] = (*NAMES, *(f"09{dice.randrange(10**8):08}" for _n in range(4)), "14/05/2026")
    rows: list[list[object]] = [header]
    for _row in range(dice.randint(1, 12)):
        width = len(header) + dice.choice((0, 0, 0, 0, -1, 1, 40))
        rows.append([dice.choice(CELLS if dice.random() < 0.5 else usual) for _cell in range(width)])
    return rows


def _as_csv(rows: list[list[object]], dice: random.Random) -> bytes:
    out = io.StringIO()
    quoting = dice.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(out, delimiter=dice.choice(",;\t|"), quoting=quoting, escapechar="\\")
    writer.writerows(rows)
    text = out.getvalue()
    codec = dice.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258", "cp1252", "gb18030", "tcvn3"))
    if codec == "tcvn3":
        text, codec = as_tcvn3(text), "cp1252"
    return text.encode(codec, "replace")


def _as_cards(dice: random.Random) -> bytes:
    lines: list[str] = []
    for _card in range(dice.randint(1, 6)):
        lines.append("BEGIN:VCARD")
        lines += [f"VERSION:{dice.choice(('2.1', '3.0', '4.0', '', '9'))}"] * dice.randint(0, 2)
        for _line in range(dice.randint(0, 9)):
            name = dice.choice(
                ("FN", "N", "TEL", "EMAIL", "ADR", "ORG", "BDAY", "NOTE", "item1.TEL", "X-Y", "")
            )
            rule = dice.choice(
                ("", ";TYPE=CELL", ";CHARSET=nix", ";ENCODING=QUOTED-PRINTABLE", ';X="a:b;c', ";PREF=x")
            )
            value = str(dice.choice((*CELLS, *NAMES))).replace("\n", dice.choice(("\\n", "\n ", "=\n")))
            lines.append(f"{name}{rule}:{value}")
        lines += ["END:VCARD"] * dice.choice((0, 1, 1, 1, 2))
    return (
        dice.choice(("\n", "\r\n", "\r"))
        .join(lines)
        .encode(dice.choice(("utf-8", "utf-16", "cp932", "cp1258")), "replace")
    )


def _as_workbook(rows: list[list[object]], folder: Path) -> bytes:
    plain = [[c if not isinstance(c, str) else c.replace("\x00", "")[:30_000] for c in row] for row in rows]
    plain = [[c if not (isinstance(c, int) and abs(c) > 10**15) else float(c) for c in row] for row in plain]
    return workbook(folder, ("S", plain)).read_bytes()


def _changed_inside(raw: bytes, dice: random.Random) -> bytes:
    """A workbook with the XML of one of its entries changed, packed soundly again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [n for n in old.namelist() if n.endswith(".xml")]
        chosen = dice.choice([*names, *(n for n in names if "sheet" in n or "shared" in n or "content" in n)])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, dice) if name == chosen else content)
    return out.getvalue()


def _ods(folder: Path, dice: random.Random) -> bytes:
    cells = "".join(
        f'<table:table-cell office:value-type="{dice.choice(("string", "float", "date", "x"))}" '
        f'office:value="{dice.choice(("1", "x", "1e400"))}"><text:p>{dice.choice(NAMES)}</text:p>'
        "</table:table-cell>"
        for _cell in range(4)
    )
    return raw_ods(folder, f"<table:table-row>{cells}</table:table-row>" * 3).read_bytes()


_MAKERS: dict[str, Callable[[random.Random, str, Path], tuple[str, bytes]]] = {
    "csv rows": lambda dice, kind, _f: ("list.csv", _as_csv(_rows(dice, kind), dice)),
    "csv bytes": lambda dice, kind, _f: ("list.csv", damaged(_as_csv(_rows(dice, kind), dice), dice)),
    "xlsx rows": lambda dice, kind, f: ("list.xlsx", _as_workbook(_rows(dice, kind), f)),
    "xlsx bytes": lambda dice, kind, f: ("list.xlsx", damaged(_as_workbook(_rows(dice, kind), f), dice)),
    "xlsx inside": lambda dice, kind, f: (
        "list.xlsx",
        _changed_inside(_as_workbook(_rows(dice, kind), f), dice),
    ),
    "ods inside": lambda dice, _kind, f: ("list.ods", _changed_inside(_ods(f, dice), dice)),
    "vcf lines": lambda dice, _kind, _f: ("people.vcf", _as_cards(dice)),
    "vcf bytes": lambda dice, _kind, _f: ("people.vcf", damaged(_as_cards(dice), dice)),
}
WAYS = tuple(_MAKERS)


def make_file(case: str, folder: Path) -> tuple[str, Path, random.Random]:
    """The file of a case ("csv rows 17"), what it is said to hold, and the dice for the rest of the case."""
    way, _space, number = case.rpartition(" ")
    dice = random.Random(case)
    kind = "parties" if way.startswith(("vcf", "ods")) else dice.choice([*HEADERS, "parties", "parties"])
    name, content = _MAKERS[way](dice, kind, folder)
    path = folder / f"{number}-{name}"
    path.write_bytes(content or b"x")
    return kind, path, dice
