"""G20: names in any encoding are stored exactly, or the person is asked and shown how they would read."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select

from salesdesk.app.importers import BY_KEY
from salesdesk.app.write_out import write
from salesdesk.base.fold import nfc
from salesdesk.base.task import Task
from salesdesk.exchange.mapping import guess
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import apply, rehearse
from salesdesk.exchange.table import Table
from salesdesk.store import schema as s
from salesdesk.store.database import Store
from tests.exchange.making import as_tcvn3, as_vni
from tests.faults.campaign import Campaign, Outcome, Verdict, at

A_FILE = 10
"""Names in a file: few enough that a guess has little to go by."""
_WORDS = {
    "vi": (
        "Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý",
        "Thị,Văn,Hữu,Đức,Ngọc,Quỳnh,Thuỷ,Xuân,Minh,Bảo,Phương,Hồng,Kiều",
        "Ánh,Bình,Cường,Dũng,Đạt,Giang,Hạnh,Hiếu,Hương,Khuê,Lựu,Mỹ,Nghĩa,Oanh,Phượng,Quyên,Sướng,Tuyết,Uyển,Vỹ,"
        "Yến,Ẩn,Ỷ Lan,Thuở,Ngoãn,Nguyệt",
    ),
    "west": (
        "François,Jürgen,Søren,Inês,Zoë,Åsa,Renée",
        "Müller,Gonçalves,Núñez,Lefèvre,Bjørnsen,Weiß,Château,Öberg",
        "Straße 5,à Paris,de São Tomé",
    ),
    "central": (
        "Łukasz,Jiří,Zdeněk,Šárka,Małgorzata,Gergő",
        "Wałęsa,Dvořák,Kučera,Szabó,Żółw,Ćwikła",
        "z Łodzi,z Plzně,Győr",
    ),
    "ru": ("Иван,Ольга,Дмитрий,Наталья,Сергей", "Иванов,Петрова,Щербаков,Ёлкина", "Москва,Тверь"),
    "ja": ("山田,鈴木,佐藤,高橋,渡辺", "太郎,花子,表一,ソフィア,さくら", "東京,大阪"),
    "zh": ("王,李,张,刘,陈", "伟强,秀英,娜娜,国庆,丽华", "北京,上海"),
    "zh-old": ("王,李,張,劉,陳", "偉強,秀英,娜娜,國慶,麗華", "臺北,高雄"),
    "ko": ("김,이,박,최,정", "민준,서연,지우,하늘,영희", "서울,부산"),
}
_SPACED = ("vi", "west", "central", "ru")
ENCODINGS = {
    "utf-8": ("vi", "utf-8"),
    "utf-8 with mark": ("vi", "utf-8-sig"),
    "utf-8 apart": ("vi", "utf-8"),
    "utf-16": ("vi", "utf-16"),
    "utf-16 big": ("vi", "utf-16-be"),
    "windows-1258": ("vi", "cp1258"),
    "tcvn3": ("vi", "cp1252"),
    "vni": ("vi", "cp1252"),
    "garbled once": ("vi", "utf-8"),
    "windows-1252": ("west", "cp1252"),
    "windows-1250": ("central", "cp1250"),
    "windows-1251": ("ru", "cp1251"),
    "shift-jis": ("ja", "cp932"),
    "gb18030": ("zh", "gb18030"),
    "big5": ("zh-old", "big5"),
    "euc-kr": ("ko", "cp949"),
}


def cases(which: str, seed: int) -> Iterable[str]:
    """For every encoding so many files of ten names; one export."""
    files = {"C": 6, "N": 50}.get(which, 0)
    return [f"{name} {seed * 1000 + n}" for name in ENCODINGS for n in range(files)] + ["export 1"] * bool(
        files
    )


def _names(tongue: str, dice: random.Random, way: str = "") -> list[str]:
    out: dict[str, None] = {}
    while len(out) < A_FILE:
        words = [dice.choice(part.split(",")) for part in _WORDS[tongue]]
        name = " ".join(words if tongue in _SPACED else ["".join(words[:2]), words[2]])
        if way != "tcvn3" or _fits_tcvn3(name):
            out[name] = None
    return list(out)


def _fits_tcvn3(name: str) -> bool:
    """TCVN3 has no capital letters with tones: a font of capitals shows them."""
    return all(char.isascii() or as_tcvn3(char) != char for char in name)


def _combining(text: str) -> str:
    """As Windows-1258 writes: the base letter with its shape, the tone behind it."""
    out = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(c for c in apart if c not in tone)) + tone)
    return "".join(out)


def _written(way: str, text: str) -> bytes:
    codec = ENCODINGS[way][1]
    match way:
        case "utf-8 apart":
            text = unicodedata.normalize("NFD", text)
        case "windows-1258":
            text = _combining(text)
        case "tcvn3":
            text = as_tcvn3(text)
        case "vni":
            text = as_vni(text)
        case "garbled once":
            text = _garbled(text)
    return text.encode(codec)


def _garbled(text: str) -> str:
    """UTF-8 taken for Windows-1252, its five empty places as they are."""
    out = []
    for byte in text.encode():
        try:
            out.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


class _Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shop = {"shop_name": "Shop", "currency": "VND", "language": "vi", "owner": "Hà", "country": "VN"}
        self.store = Store.create(folder / "shop.salesdesk", **shop)

    def try_one(self, case: str) -> Outcome:
        """Bring ten names in; they are stored as they are, or the right reading is among those offered."""
        way, _space, _number = case.rpartition(" ")
        if way == "export":
            return Outcome(case, hit=True, wrong=self._export())
        names = _names(ENCODINGS[way][0], random.Random(case), way)
        text = "Name,Phone\r\n" + "".join(f"{name},09{n:08}\r\n" for n, name in enumerate(names))
        path = self.folder / "list.csv"
        path.write_bytes(_written(way, text))
        table, asked = self._as_a_person_would(path, names)
        stored = self._brought_in(table)
        wanted = [nfc(name) for name in names]
        lost = [(a, b) for a, b in zip(wanted, stored, strict=False) if a != b]
        wrong = (
            "" if stored == wanted else f"{len(stored)} names, such as {lost[:2]}, read as {table.encoding}"
        )
        return Outcome(case, hit=not asked, wrong=wrong)

    @staticmethod
    def _as_a_person_would(path: Path, names: list[str]) -> tuple[Table, bool]:
        """The file as it is guessed; where that is in doubt, as whoever looks at the preview chooses."""
        table = open_table(path)
        if [str(row.cells[0]) for row in table.rows()] == [nfc(name) for name in names]:
            return table, False
        told = not table.encoding_sure or table.before_after or table.warnings
        for choice in table.encodings if told else ():
            other = open_table(path, encoding=choice.key)
            if [nfc(str(row.cells[0])) for row in other.rows()] == [nfc(name) for name in names]:
                return other, True
        return table, False

    def _brought_in(self, table: Table) -> list[str]:
        importer = BY_KEY["parties"].importer
        apply(
            rehearse(table, guess(importer.matchable, table), importer, self.store, Task()),
            self.store,
            Task(),
        )
        with self.store.reading() as db:
            names = list(db.execute(select(s.party.c.name).order_by(s.party.c.id)).scalars())
        self.store.undo()
        return names

    def _export(self) -> str:
        names = [name for tongue in _WORDS for name in _names(tongue, random.Random(tongue))]
        with self.store.changing("Add") as db:
            for name in names:
                self.store.insert(db, s.party, name=name)
        path = self.folder / "out.csv"
        write(self.store, "parties", path)
        raw = path.read_bytes()
        self.store.undo()
        if not raw.startswith(b"\xef\xbb\xbf") or b"\r\n" not in raw:
            return "not as Excel wants it"
        return "" if all(name in raw.decode("utf-8-sig") for name in names) else "a name is not in it"


def judge(outcomes: Sequence[Outcome]) -> Verdict:
    """How many were read right without asking."""
    right = sum(o.hit for o in outcomes)
    return Verdict(
        f"{right} files read right at once, {len(outcomes) - right} after a question with a preview"
    )


CAMPAIGNS = (Campaign("G20", f"Names in {len(ENCODINGS)} encodings, ten a file", cases, at(_Desk), judge),)
