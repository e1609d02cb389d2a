"""G14: logs and journals that lie beside a book they do not belong to are never played into it.

The world of a worker is two books, each kept at several moments with the log that went on from there, and
the packed copies that a backup makes of them. A case lays the log of one beside the file of another.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from salesdesk.base.errors import StoreError
from salesdesk.store import schema, stray_logs
from salesdesk.store.database import Store
from salesdesk.store.engine import quiet_connect, raw_connect, sqlite
from tests.faults.campaign import Campaign, Outcome, TryOne, Verdict

ROUNDS = 5
KINDS = ("own", "earlier", "later", "packed", "stranger", "packed later", "journal")
MANY = {"C": 42, "N": 200, "R": 1_000}


class Moment(NamedTuple):
    """A book at rest, a packed copy of it, the log that went on from there, and a journal of its own."""

    book: Path
    packed: Path
    log: Path
    journal: Path


def cases(which: str, seed: int) -> Iterator[str]:
    """ "stranger 17": the kind and the seed that chooses the moments."""
    for n in range(MANY.get(which, 0)):
        yield f"{KINDS[n % len(KINDS)]} {seed * 100_000 + n}"


@contextmanager
def begin(folder: Path) -> Iterator[TryOne]:
    """Make both books' moments."""
    worlds = [list(_moments(folder / name, seed)) for name, seed in (("ours", 1), ("theirs", 2))]
    scratch = folder / "case"

    def try_one(case: str) -> Outcome:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        return _try(case, worlds, scratch)

    yield try_one


def _moments(folder: Path, seed: int) -> Iterator[Moment]:
    chance = random.Random(seed)
    folder.mkdir()
    path = folder / "shop.salesdesk"
    store = Store.create(path, shop_name=f"Shop {seed}", currency="USD", language="en", owner="Hannah")
    for n in range(ROUNDS):
        _work(store, chance)  # so that even the first moment has a past
        store.close()
        moment = Moment(*(folder / f"{kind}-{n}" for kind in ("book", "packed", "log", "journal")))
        shutil.copyfile(path, moment.book)
        _pack(path, moment.packed)
        store = Store.open(path)
        _work(store, chance)
        shutil.copyfile(stray_logs.log_of(path), moment.log)
        _journal(moment)
        yield moment
    store.close()


def _work(store: Store, chance: random.Random) -> None:
    for _n in range(chance.randint(1, 6)):
        with store.changing("Add") as db:
            ids = [store.insert(db, schema.party, name=f"P{chance.random()}") for _p in range(3)]
        with store.changing("Rename") as db:
            store.update(db, schema.party, chance.choice(ids), name="R" * chance.randint(1, 900))


def _pack(path: Path, target: Path) -> None:
    connection = raw_connect(path)
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.close()


def _journal(moment: Moment) -> None:
    """What a rollback journal of a half change looks like; the engine finds it "hot"."""
    work = moment.journal.with_suffix(".work")
    shutil.copyfile(moment.book, work)
    connection = sqlite.connect(str(work), isolation_level=None)
    for statement in ("journal_mode = DELETE", "cache_size = 1", "cache_spill = 1"):
        connection.execute(f"PRAGMA {statement}").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE meta SET value = value || 'x' WHERE key = 'app_version'")
    connection.execute("UPDATE journal_now SET step_id = 1")
    connection.execute("UPDATE party SET name = name || 'x'")
    connection.execute("UPDATE party SET search = hex(randomblob(2000))")
    shutil.copyfile(f"{work}-journal", moment.journal)
    connection.execute("ROLLBACK")
    connection.close()


def _try(case: str, worlds: Sequence[Sequence[Moment]], folder: Path) -> Outcome:
    kind, seed = case.rsplit(" ", 1)
    chance = random.Random(int(seed))
    mine, theirs = chance.sample(worlds, 2)
    low, high = sorted(chance.sample(range(ROUNDS), 2))
    file, beside = {
        "own": (mine[low].book, mine[low].log),
        "earlier": (mine[high].book, mine[low].log),
        "later": (mine[low].book, mine[high].log),
        "packed": (mine[low].packed, mine[low].log),
        "packed later": (mine[low].packed, mine[high].log),
        "stranger": (mine[low].book, theirs[high].log),
        "journal": (mine[low].book, chance.choice((mine[high], theirs[low])).journal),
    }[kind]
    book = folder / "shop.salesdesk"
    _lay(file, beside, book)
    alone, naive = _content(quiet_connect(book)), _naive(file, beside, folder)
    try:
        settled = stray_logs.settle(book)
        connection = raw_connect(book)
    except (StoreError, sqlite.DatabaseError) as error:
        return Outcome(case, hit=naive != alone, wrong=f"not opened: {error}")
    after = _content(connection)
    connection.close()
    hit = naive != alone
    if kind == "own":
        return Outcome(
            case, hit, "" if after == naive and settled.aside is None else "its own log was not used"
        )
    if after != alone and not (kind == "packed" and after == _content(quiet_connect(mine[low + 1].book))):
        return Outcome(case, hit, "something was played in")
    return Outcome(case, hit, "" if settled.aside or not hit else "nothing was put aside")


def _lay(file: Path, beside: Path, book: Path) -> None:
    shutil.copyfile(file, book)
    target = stray_logs.journal_of if beside.name.startswith("journal") else stray_logs.log_of
    shutil.copyfile(beside, target(book))


def _naive(file: Path, beside: Path, folder: Path) -> str:
    """What a program without care makes of it."""
    book = folder / "naive.salesdesk"
    _lay(file, beside, book)
    try:
        connection = raw_connect(book)
    except sqlite.DatabaseError:
        return "unreadable"
    return _content(connection)


def _content(connection: Any) -> str:
    """A sum over every row of the business and whether the file is whole."""
    try:
        whole = connection.execute("PRAGMA integrity_check(1)").fetchall()
        rows = [connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in schema.TABLES]
    except sqlite.DatabaseError:
        return "unreadable"
    finally:
        connection.close()
    return hashlib.sha256(repr((whole, rows)).encode()).hexdigest()


def judge(outcomes: Sequence[Outcome]) -> Verdict:
    """Without care most of these sets change or ruin the book; else the sets would prove nothing."""
    strange = [o for o in outcomes if not o.case.startswith("own")]
    ruined = sum(o.hit for o in strange)
    enough = ruined * 2 > len(strange)
    return Verdict(
        f"without care {ruined} of {len(strange)} would be changed or ruined",
        "" if enough else "the sets do no harm even without care",
    )


CAMPAIGNS = (Campaign("G14", "logs that belong to another book", cases, begin, judge),)
