"""G24: copies that somebody has changed are refused, or only their records are taken; nothing runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from salesdesk.base.errors import StoreError
from salesdesk.base.task import silent_task
from salesdesk.parties.commands import add_party
from salesdesk.store import backup, engine, fetching, records_only, restore
from salesdesk.store.blueprint import SCHEMA_VERSION, fingerprint
from salesdesk.store.check import check_book
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect, sqlite
from salesdesk.store.layouts import KNOWN
from tests.faults.campaign import Campaign, Outcome, TryOne
from tests.faults.hostile_files import CRAFTS, DATA_ONLY

VARIANTS = {"C": 4, "N": 40, "R": 120}


def _cases(which: str, _seed: int) -> Iterator[str]:
    for place, name in enumerate(CRAFTS):
        for nth in range(1 if name in DATA_ONLY else VARIANTS[which]):
            # The records are taken too, which takes longest: of a few at every change, of all at night.
            taken = which != "C" or (nth == 0 and place % 3 == 0)
            yield f"{name}: {nth}" + (" and its records" if taken else "")


class Watched:
    """The engine as the program uses it, with a canary that tells when anything of a file is run."""

    def __init__(self) -> None:
        self.sung: list[str] = []
        self._real = sqlite

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def connect(self, *args: Any, **words: Any) -> Any:
        """A connection that knows the canary."""
        connection = self._real.connect(*args, **words)
        connection.create_function("canary", -1, self._sing)
        return connection

    def _sing(self, *what: object) -> int:
        self.sung.append(repr(what))
        return 1


def _shop(folder: Path) -> tuple[Path, Path]:
    book = folder / "shop.salesdesk"
    store = Store.create(book, shop_name="Clearwater", currency="USD", language="en", owner="Hannah")
    for name in ("Lan", "Minh"):
        add_party(store, name=name, phone="0901 234 567")
    made = backup.make_backup(book, "manual")
    add_party(store, name="An")
    store.close()
    return book, made.path


def craft(copy: Path, target: Path, kind: str, nth: int) -> None:
    """Make a changed copy, without a note beside it: it comes from elsewhere."""
    shutil.copyfile(copy, target)
    with closing(sqlite.connect(str(target), isolation_level=None)) as db:
        db.create_function("canary", -1, lambda *_: 1, deterministic=True)
        CRAFTS[kind](db, nth)


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    book, copy = _shop(folder)
    alive = book.read_bytes()
    with pytest.MonkeyPatch.context() as patch:

        def try_one(case: str) -> Outcome:
            kind, _, rest = case.partition(": ")
            evil = folder / "gift.sdbk"
            evil.unlink(missing_ok=True)
            craft(copy, evil, kind, int(rest.split()[0]))
            watched = Watched()
            patch.setattr(engine, "sqlite", watched)
            wrong = _refused(book, evil, kind)
            if not wrong and "records" in rest:
                wrong = _taken(folder, evil)
            patch.setattr(engine, "sqlite", sqlite)
            if watched.sung:
                wrong = f"something of the file was run: {watched.sung[0]}"
            if book.read_bytes() != alive:
                wrong = "the book was changed"
            left = [p.name for p in folder.iterdir() if p.name.endswith((".restoring", ".from"))]
            return Outcome(case, hit=True, wrong=wrong or (f"left: {left}" if left else ""))

        yield try_one


def _refused(book: Path, evil: Path, kind: str) -> str:
    """The restore's own path up to its last act, and the look into a copy that comes before it."""
    acts: list[Callable[[], object]] = [lambda: _fetch(book, evil)]
    if kind not in DATA_ONLY:
        acts.append(lambda: restore.look_into(evil))
    for act in acts:
        try:
            act()
        except StoreError:
            continue
        return "it was not refused"
    return ""


def _fetch(book: Path, evil: Path) -> None:
    work = fetching.work_beside(book)
    try:
        fetching.fetch_proven(evil, work, silent_task())
    finally:
        fetching.drop(work)


def _taken(folder: Path, evil: Path) -> str:
    """Either the records are refused in plain words, or what comes of them is a sound book of ours."""
    work = fetching.work_beside(folder / "taken.salesdesk")
    try:
        records_only.take_records(evil, work, silent_task())
    except StoreError as error:
        return "" if not work.exists() and error.message else "refused but left behind"
    try:
        wrong = [finding.name for finding in check_book(work) if not finding.ok]
        with closing(raw_connect(work, read_only=True)) as made:
            if fingerprint(made) != KNOWN[SCHEMA_VERSION]:
                wrong.append("layout")
            if made.execute("SELECT count(*) FROM staff_member WHERE name <> 'Hannah'").fetchone()[0]:
                wrong.append("staff")
            if made.execute("SELECT count(*) FROM change").fetchone()[0]:
                wrong.append("history")
        return ", ".join(wrong)
    finally:
        fetching.drop(work)


CAMPAIGNS = (Campaign("G24", "copies that were changed to do harm", _cases, _begin),)
