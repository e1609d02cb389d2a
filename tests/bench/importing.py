"""Bringing in 100,000 people from a file, and taking it back."""

from __future__ import annotations

import csv
import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import floor_book
from tests.bench.goal import Goal, Take
from tests.bench.ground import remove
from tests.bench.measuring import now, whole

if TYPE_CHECKING:
    from salesdesk.store.database import Store
    from tests.bench.ground import Ground

ROWS, QUICK_ROWS = 100_000, 120
KNOWN_PART = 0.01
"""So many of the rows are people whom the book has already."""
HEAD = ("Name", "Organisation", "Phone", "E-mail", "City", "Address", "Status", "Source", "Notes")
UNDO_MUST, UNDO_STRETCH = 3_000.0, 1_500.0
_PHONES = "SELECT phone FROM party WHERE id > ? AND phone <> '' ORDER BY id LIMIT ?"


def files(ground: Ground) -> tuple[Path, Path]:
    """A CSV file and a workbook of the same people, made once."""
    count = QUICK_ROWS if ground.quick else ROWS
    text, sheet = (ground.folder / f"people-{ground.rows}-{count}.{kind}" for kind in ("csv", "xlsx"))
    if not text.exists():
        draft = text.with_suffix(".draft")
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEAD)
            writer.writerows(_people(ground, count))
        draft.replace(text)
    if not sheet.exists():
        _write_sheet(text, sheet)
    return text, sheet


def _people(ground: Ground, count: int) -> Iterator[tuple[str, ...]]:
    from salesdesk.app import generate as g

    connection = ground.connect(ground.book)
    low = connection.execute("SELECT min(id) FROM party").fetchone()[0]
    known = [row[0] for row in connection.execute(_PHONES, (low, max(int(count * KNOWN_PART), 1)))]
    rng = random.Random(7)
    for number in range(count):
        vietnamese = rng.random() < 0.6
        name = (f"{rng.choice(g._FAMILY)} {rng.choice(g._MIDDLE)} {rng.choice(g._GIVEN)}" if vietnamese
                else f"{rng.choice(g._ENGLISH)} {rng.choice(g._SURNAMES)}")  # fmt: skip
        phone = known.pop() if known and rng.random() < 0.05 else f"0{rng.choice('35789')}{number:08d}"
        yield (
            name, f"Công ty {rng.choice(g._GIVEN)} {rng.choice(g._GIVEN)}" if rng.random() < 0.33 else "",
            phone, f"khach.{number}@example.com", rng.choice(g._AREAS), f"{rng.randrange(1, 400)} Lê Lợi",
            rng.choice(("Prospect", "Customer")), rng.choice(("Walk-in", "Referral")), rng.choice(g._NOTES),
        )  # fmt: skip


def _write_sheet(text: Path, sheet: Path) -> None:
    import xlsxwriter

    draft = sheet.with_suffix(".draft")
    book = xlsxwriter.Workbook(str(draft), {"constant_memory": True})
    page = book.add_worksheet()
    with text.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            page.write_row(number, 0, row)
    book.close()
    draft.replace(sheet)


def bring_in(ground: Ground, store: Store, path: Path) -> None:
    """Read, match, compare and write: all of an import but the person's own time."""
    from salesdesk.base.task import silent_task
    from salesdesk.exchange.mapping import guess
    from salesdesk.exchange.reading import open_table
    from salesdesk.exchange.rehearsal import Choices, apply, rehearse
    from salesdesk.parties.importing import PARTY_IMPORT

    times = [now()]
    table = open_table(path)
    mapping = guess(PARTY_IMPORT.matchable, table, words=PARTY_IMPORT.words)
    times.append(now())
    # What a file names and the book has not is made, as the command line does it.
    choices = Choices(create=frozenset(PARTY_IMPORT.references))
    rehearsal = rehearse(table, mapping, PARTY_IMPORT, store, silent_task(), choices=choices)
    times.append(now())
    result = apply(rehearsal, store, silent_task())
    times.append(now())
    took = [after - before for before, after in itertools.pairwise(times)]
    parts = [f"{name} {s:.2f} s" for name, s in zip(("open", "compare", "write"), took, strict=True)]
    matched = sum(m.field_key is not None for m in mapping.columns)
    ground.note(f"{result.added:,} added, {result.changed:,} changed, {matched} columns: {', '.join(parts)}")


def csv_floor(ground: Ground) -> Take:
    """Parse and insert into an empty file, the search index rebuilt."""
    path, (text, _sheet) = ground.folder / "import-floor.db", files(ground)
    ground.closing(lambda: remove(path))
    return whole(lambda: floor_book.import_into_empty(path, floor_book.csv_rows(text)), lambda: remove(path))


def xlsx_floor(ground: Ground) -> Take:
    """The same from a workbook, read by calamine."""
    from python_calamine import CalamineWorkbook

    path, (_text, sheet) = ground.folder / "import-floor.db", files(ground)
    ground.closing(lambda: remove(path))

    def work() -> None:
        rows = CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python()
        floor_book.import_into_empty(path, iter(rows[1:]))

    return whole(work, lambda: remove(path))


def _into_empty(ground: Ground, path: Path) -> Take:
    from salesdesk.store.database import Store

    folder = ground.folder / "import"

    def clear() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    ground.closing(clear)

    def take() -> dict[str, list[float]]:
        clear()
        store = Store.create(folder / "shop.salesdesk", shop_name="Shop", currency="VND", language="vi",
                             owner="Thu Hà", zone="Asia/Ho_Chi_Minh")  # fmt: skip
        try:
            begin = now()
            bring_in(ground, store, path)
            return {"ms": [(now() - begin) * 1e3]}
        finally:
            store.close()

    return take


def csv_into_empty(ground: Ground) -> Take:
    """The program's own import of the CSV file into a new book."""
    return _into_empty(ground, files(ground)[0])


def xlsx_into_empty(ground: Ground) -> Take:
    """The program's own import of the workbook into a new book."""
    return _into_empty(ground, files(ground)[1])


def more_floor(ground: Ground) -> Take:
    """The rows added to the floor's file of the same size: one INSERT ... SELECT for the search index."""
    connection, (text, _sheet) = ground.connect(ground.floor_work), files(ground)

    def take() -> dict[str, list[float]]:
        begin = now()
        floor_book.import_more(connection, floor_book.csv_rows(text))
        took = (now() - begin) * 1e3
        return {"ms": [took], "undo": [took]}

    return take


def more(ground: Ground) -> Take:
    """The program's own import into the book, duplicates looked for; then it is taken back."""
    text, store = files(ground)[0], ground.store

    def take() -> dict[str, list[float]]:
        begin = now()
        bring_in(ground, store, text)
        middle = now()
        undone: Any = store.undo()
        assert undone, "the import could not be taken back"
        return {"ms": [(middle - begin) * 1e3], "undo": [(now() - middle) * 1e3]}

    return take


GOALS = (
    Goal("import CSV 100k into an empty book", "x", 1.3, 1.1, csv_floor, csv_into_empty, turns=3, seconds=30),
    Goal("import XLSX 100k into an empty book", "x", 1.3, 1.1, xlsx_floor, xlsx_into_empty, turns=3,
         seconds=30),
    Goal("import CSV 100k into this book", "x", 1.5, 1.2, more_floor, more, turns=3, seconds=40),
    Goal("undo of that import", "ms", UNDO_MUST, UNDO_STRETCH, more_floor, more, column="undo"),
)  # fmt: skip
