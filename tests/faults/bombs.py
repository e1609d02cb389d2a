"""G19: small files that would fill the memory or never end, if they were opened as they ask."""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.exchange.making import raw_ods, raw_workbook
from tests.faults.campaign import Campaign, Outcome, TryOne, Verdict

MOST_MB, MOST_S = 100.0, 2.0
ROOT = Path(__file__).parent.parent.parent
HUGE = 400_000_000
_LOL = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
_BOOK = '<sheet name="S" sheetId="1" r:id="rId1"/>'


def _cell(place: str, value: str = "1") -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>{value}</v></c></row>'


def _rows_of(text: str, times: int) -> str:
    return text * times


def _xlsx(rows: str, before: str = "") -> Callable[[Path], Path]:
    return lambda folder: raw_workbook(folder, rows, before)


def _ods(rows: str, before: str = "") -> Callable[[Path], Path]:
    return lambda folder: raw_ods(folder, rows, before)


def _zip(entries: Callable[[zipfile.ZipFile], object], name: str = "bomb.xlsx") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            entries(z)
        return path

    return make


def _with(extra: str, unit: bytes, times: int) -> Callable[[Path], Path]:
    """A sound workbook with one more entry that unpacks to ``unit`` so many times."""

    def make(folder: Path) -> Path:
        path = raw_workbook(folder, _cell("A1"))
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as z, z.open(extra, "w") as f:
            for _turn in range(times):
                f.write(unit)
        return path

    return make


def _nested(z: zipfile.ZipFile) -> None:
    inner = b"0" * 5_000_000
    for _level in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as one:
            for n in range(5):
                one.writestr(f"{n}.zip", inner)
        inner = out.getvalue()
    z.writestr("xl/workbook.xml", inner)


def _lying(folder: Path) -> Path:
    """A workbook whose directory says an entry is small."""
    path = _with("xl/sharedStrings.xml", b"<si><t>x</t></si>" * 100_000, 40)(folder)
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"xl/sharedStrings.xml")
    start = raw.rfind(b"PK\x01\x02", 0, at)
    raw[start + 24 : start + 28] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    return path


def _text(
    name: str, *pieces: bytes, times: int = 1, after: bytes = b"", before: bytes = b""
) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        with path.open("wb") as f:
            f.write(before)
            for _turn in range(times):
                f.writelines(pieces)
            f.write(after)
        return path

    return make


def _hole(name: str, begin: bytes, size: int) -> Callable[[Path], Path]:
    """A file that is large and takes no room: the disk holds nothing but its beginning."""

    def make(folder: Path) -> Path:
        path = folder / name
        with path.open("wb") as f:
            f.write(begin)
            f.truncate(size)
        return path

    return make


def _ole(folder: Path) -> Path:
    """An old workbook whose chain of sectors runs in a circle."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[30:32] = struct.pack("<H", 9)
    head[48:52] = struct.pack("<I", 1)
    head[68:76] = struct.pack("<II", 0, 0xFFFFFFFF)
    head[76:80] = struct.pack("<I", 0)
    head[80:512] = b"\xff" * 432
    table = struct.pack("<128I", *([1] * 128))
    path = folder / "old.xls"
    path.write_bytes(bytes(head) + table + bytes(512) * 4)
    return path


_STRINGS = "xl/sharedStrings.xml"
_OUTER = '<!DOCTYPE x [<!ENTITY a SYSTEM "{}">]>'
_CARD, _END = b"BEGIN:VCARD\nVERSION:3.0\n", b":1\nEND:VCARD\n"
_FAR_ODS = '<table:table-row table:number-rows-repeated="{r}"><table:table-cell office:value-type="float" ' \
           'office:value="1" table:number-columns-repeated="{c}"/></table:table-row>'  # fmt: skip
_MANY = '<row r="1">' + "".join(f"<c><v>{n}</v></c>" for n in range(1_000)) + "</row>"
BOMBS: dict[str, Callable[[Path], Path]] = {
    "zip ratio in the sheet": _xlsx("<row><c><v>1</v></c></row>" * 3_000_000),
    "zip ratio in an entry nobody reads": _with("docProps/x.xml", b"0" * 1_000_000, 400),
    "400 MB of shared strings": _with(_STRINGS, b"<si><t>x</t></si>" * 50_000, 470),
    "90 MB of tight shared strings": _with(_STRINGS, b"<si><t>x</t></si>" * 50_000, 106),
    "10^6 shared strings": _with(_STRINGS, b"".join(b"<si><t>%d</t></si>" % n for n in range(10_000)), 100),
    "400 MB cell": _with(_STRINGS, b"y" * 1_000_000, 400),
    "95 MB cell of noise": _with(_STRINGS, random.Random(1).randbytes(500_000).hex().encode(), 95),
    "an entry that lies about its size": _lying,
    "zips in zips": _zip(_nested),
    "a zip in a zip named like a sheet": _zip(
        lambda z: z.writestr("xl/worksheets/sheet1.xml", b"PK" * 9_000_000)
    ),
    "20,000 entries": _zip(lambda z: [z.writestr(f"{n}", "") for n in range(20_000)]),
    "one name many times": _zip(lambda z: [z.writestr(f"xl/workbook.xml/{n}", "x") for n in range(3_000)]),
    "last row": _xlsx(_cell("A1048576")),
    "last column": _xlsx(_cell("XFD1")),
    "last corner": _xlsx(_cell("A1") + _cell("XFD1048576")),
    "beyond the last corner": _xlsx(_cell("A1") + _cell("ZZZ9999999")),
    "a row number beyond all": _xlsx('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'),
    "rows without cells far away": _xlsx(_cell("A1") + '<row r="1048576"/>'),
    "a far row whose cells have no place": _xlsx('<row r="1048000"><c><v>1</v></c></row>'),
    "a far cell written by hand": _xlsx("<row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>"),
    "two far cells": _xlsx(_cell("A900000") + _cell("ZZ900001")),
    "250,000 rows": _xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>" * 250_000),
    "1,000,000 columns": _xlsx('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"),
    "16,384 columns by 1,000 rows": _xlsx(_MANY.replace("</row>", '<c r="XFD1"><v>1</v></c></row>') * 1_000),
    "1,000 columns by 9,000 rows": _xlsx(_rows_of('<row>' + "<c><v>1</v></c>" * 1_000 + "</row>", 9_000)),
    "merged cells over all": _xlsx(
        f'{_cell("A1")}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'
    ),
    "a dimension over all": _xlsx(_cell("A1"), '<?x ?><!-- <dimension ref="A1:XFD1048576"/> -->'),
    "deep XML": _xlsx("<a>" * 900_000 + "</a>" * 900_000),
    "a million attributes": _xlsx("<row " + " ".join(f'a{n}="1"' for n in range(700_000)) + "/>"),
    "an attribute of 50 MB": _xlsx(f'<row a="{random.Random(2).randbytes(100_000).hex() * 40}"/>'),
    "XML that never closes": _xlsx("<row><c><v>1" * 200_000),
    "billion laughs in xlsx": _xlsx(_cell("A1", "&j;"), _LOL),
    "billion laughs in ods": _ods("<text:p>&j;</text:p>", _LOL),
    "quadratic entities": _ods("<text:p>" + "&a;" * 20_000, f'<!DOCTYPE x [<!ENTITY a "{"a" * 20_000}">]>'),
    "a file named by an entity": _ods("<text:p>&a;</text:p>", _OUTER.format("file:///dev/zero")),
    "a page named by an entity": _ods("<text:p>&a;</text:p>", _OUTER.format("http://127.0.0.1:9/x")),
    "an outer definition": _ods("<text:p>x</text:p>", '<!DOCTYPE x SYSTEM "file:///dev/zero">'),
    "repeated rows": _ods(_FAR_ODS.format(r=1_048_576, c=1)),
    "repeated columns": _ods(_FAR_ODS.format(r=1, c=16_384) * 400),
    "repeated both ways": _ods(_FAR_ODS.format(r=1_000_000, c=1_000)),
    "repeats beyond numbers": _ods(_FAR_ODS.format(r="9" * 30, c="9" * 30)),
    "negative repeats": _ods(_FAR_ODS.format(r=-5, c=-5)),
    "repeats inside repeats": _ods((_FAR_ODS.format(r=60_000, c=60)) * 4),
    "a circle of sectors": _ole,
    "old Office, 2 GB of nothing": _hole("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 2_000_000_000),
    "zip, 450 MB of nothing": _hole("x.xlsx", b"PK\x03\x04", 450_000_000),
    "CSV, 2 GB of nothing": _hole("x.csv", b"Name,Phone\nLan,1\n", 2_000_000_000),
    "CSV, 450 MB of nothing": _hole("x.csv", b"Name,Phone\nLan,1\n" * 9_000, 450_000_000),
    "vCard, 190 MB of nothing": _hole("x.vcf", b"BEGIN:VCARD\nFN:Lan\n", 190_000_000),
    "CSV line that never ends": _text("x.csv", b"Name,Phone\n", after=b"x" * 60_000_000),
    "CSV cell that never closes": _text("x.csv", b"Lan,0912345678\n", times=600_000, before=b'Name,Phone\n"'),
    "CSV cell open on one line": _text("x.csv", b"Lan,0912 ", times=3_000_000, before=b'Name\n"'),
    "CSV of quotation marks": _text("x.csv", b'"' * 1_000_000, times=20),
    "CSV of 1,000,000 columns": _text("x.csv", b"a," * 1_000_000, b"\n", times=2),
    "CSV of commas": _text("x.csv", b"," * 5_000_000, b"\n", times=2),
    "CSV of zeros": _text("x.csv", b"\x00" * 1_000_000, times=20),
    "UTF-16 that says so and is none": _text("x.csv", b"\xd8\x00" * 500_000, times=10, before=b"\xff\xfe"),
    "UTF-32 that says so and is none": _text("x.csv", b"\xd8" * 500_000, times=8, before=b"\xff\xfe\x00\x00"),
    "a comment that never closes": _xlsx("<!-- " + "x" * 5_000_000),
    "vCard folded half a million times": _text("x.vcf", b" x\r\n", times=500_000, before=_CARD + b"FN:L\r\n"),
    "vCard with a large picture": _text("x.vcf", b"A" * 76 + b"\n ", times=390_000, before=_CARD + b"PHOTO:"),
    "cards in cards": _text("x.vcf", b"BEGIN:VCARD\nFN:Lan\n", times=20_000),
    "vCard line that never ends": _text("x.vcf", b"x" * 1_000_000, times=60, before=b"BEGIN:VCARD\nNOTE:"),
    "vCard of many parameters": _text("x.vcf", b";X=1", times=1_000_000, before=_CARD + b"TEL", after=_END),
    "quoted-printable that never ends": _text(
        "x.vcf", b"=41=\n", times=500_000, before=_CARD + b"N;ENCODING=QUOTED-PRINTABLE:"
    ),
    "vCard of backslashes": _text("x.vcf", b"\\" * 1_000_000, times=20, before=_CARD + b"N:", after=_END),
}  # fmt: skip


_HEAVY = {
    "95 MB cell of noise",
    "zip ratio in the sheet",
    "16,384 columns by 1,000 rows",
    "1,000 columns by 9,000 rows",
    "an attribute of 50 MB",
    "CSV, 450 MB of nothing",
}


def cases(which: str, _seed: int) -> Iterable[str]:
    """All of them by night; by day without those that take long to make."""
    chosen = {"C": [name for name in BOMBS if name not in _HEAVY], "N": list(BOMBS)}
    return chosen.get(which, ())


@contextmanager
def begin(folder: Path) -> Iterator[TryOne]:
    """A room of its own for them all; each file is opened in a child of that."""
    command = [sys.executable, "-m", "tests.faults.bomb_room"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as room:
        entrance, exit_ = room.stdin, room.stdout
        assert entrance is not None
        assert exit_ is not None

        def try_one(case: str) -> Outcome:
            path = BOMBS[case](folder)
            entrance.write(json.dumps(str(path)) + "\n")
            entrance.flush()
            said, seconds, megabytes = json.loads(exit_.readline())
            path.unlink()
            return _outcome(case, said, seconds, megabytes)

        yield try_one
        entrance.close()


def _outcome(case: str, said: str, seconds: float, megabytes: float) -> Outcome:
    wrong = ""
    if not said.startswith(("refused: ", "read: ")):
        wrong = said
    elif seconds > MOST_S:
        wrong = f"took {seconds:.1f} s; {said}"
    elif megabytes > MOST_MB:
        wrong = f"took {megabytes:.0f} MB; {said}"
    elif said.startswith("refused") and not said.endswith("."):
        wrong = f"no sentence: {said}"
    return Outcome(case, hit=said.startswith("refused"), wrong=wrong)


def judge(outcomes: Sequence[Outcome]) -> Verdict:
    """How many were refused; the others were read within the bounds."""
    refused = sum(o.hit for o in outcomes)
    others = len(outcomes) - refused
    return Verdict(f"{refused} refused, {others} read within {MOST_S:g} s and {MOST_MB:g} MB")


def missing() -> str:
    """Children with walls need a system that has both."""
    return "" if sys.platform == "linux" else "needs Linux"


CAMPAIGNS = (Campaign("G19", "Bombs: files that would fill the memory", cases, begin, judge, missing),)
