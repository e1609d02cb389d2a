"""G11: copies made while two programs write: each is whole, of one moment, and comes back when restored."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from ctypes import c_int
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

from salesdesk.base.task import silent_task
from salesdesk.parties.commands import add_party
from salesdesk.parties.party_commands import edit_party
from salesdesk.store import backup, copies, fetching
from salesdesk.store.database import Store
from salesdesk.store.engine import raw_connect
from salesdesk.store.proof import prove
from tests.faults.campaign import Campaign, Figures, Outcome, TryOne, Verdict
from tests.faults.campaign import run as run_set
from tests.faults.soundness import unsound

COPIES = {"C": 30, "N": 1_000, "R": 1_000}
COPIES_A_BOOK = 50
PAIRS, WRITERS = 4, 2
REST_S = 0.05


def _cases(which: str, seed: int) -> Iterator[str]:
    return (f"copy {seed * 1_000 + n}" for n in range(COPIES[which]))


def write(book: Path, mine: list[tuple[int, int]], done: Synchronized[int], stop: Event) -> None:
    """Another program at work: both of a pair of people get the same words, in one step, again and again."""
    with closing(Store.open(book)) as store:
        nth = 0
        while not stop.is_set():
            nth += 1
            for one, other in mine:
                with store.changing("Edit a pair"):
                    edit_party(store, one, job_title=f"{nth}")
                    edit_party(store, other, job_title=f"{nth}")
            done.value = nth
            time.sleep(REST_S)


@contextmanager
def _shop(folder: Path) -> Iterator[TryOne]:
    """A new book with two programs at work in it."""
    folder.mkdir()
    book = folder / "shop.salesdesk"
    store = Store.create(book, shop_name="Clearwater", currency="USD", language="en", owner="Hannah")
    pairs = [
        [(add_party(store, name="One"), add_party(store, name="Other")) for _n in range(PAIRS)]
        for _w in range(WRITERS)
    ]
    spawn = multiprocessing.get_context("spawn")
    stop, done = spawn.Event(), [spawn.Value(c_int, 0) for _w in range(WRITERS)]
    writers = [
        spawn.Process(target=write, args=(book, mine, count, stop))
        for mine, count in zip(pairs, done, strict=True)
    ]
    for writer in writers:
        writer.start()
    try:
        until = time.monotonic() + 60
        while not all(count.value for count in done) and time.monotonic() < until:
            time.sleep(0.05)

        def try_one(case: str) -> Outcome:
            before = [count.value for count in done]
            made = backup.make_backup(book, "manual", keep=backup.KEEP_ALL)
            after = [count.value for count in done]
            wrong = _wrong(folder, made.path, pairs, before, after)
            made.path.unlink()
            made.path.with_suffix(".json").unlink()
            return Outcome(case, hit=before != after, wrong=wrong)

        yield try_one
    finally:
        stop.set()
        for writer in writers:
            writer.join(30)
        store.close()


@contextmanager
def _begin(folder: Path) -> Iterator[TryOne]:
    """A new book after so many copies: under two writers who never rest its history grows without end."""
    with ExitStack() as open_shop:
        tried = 0

        def try_one(case: str) -> Outcome | None:
            nonlocal tried, now
            if tried % COPIES_A_BOOK == 0:
                open_shop.close()
                now = open_shop.enter_context(_shop(folder / str(tried)))
            tried += 1
            return now(case)

        now: TryOne = try_one
        yield try_one


def _wrong(
    folder: Path, copy: Path, pairs: list[list[tuple[int, int]]], before: list[int], after: list[int]
) -> str:
    """What is wrong with a copy, or nothing; then it is restored and must hold the very same."""
    made = copies.read_backup(copy)
    if made is None or not copies.is_intact(made):
        return "it is not what its note says"
    note = json.loads(copy.with_suffix(".json").read_text("utf-8"))
    if prove(copy).counts != note["counts"] or made.restored_at is None:
        return "its counts are not those of its moment, or it was not put back in trial"
    if wrong := unsound(copy):
        return wrong
    if wrong := _of_one_moment(copy, pairs, before, after):
        return wrong
    work = folder / "restored.salesdesk"
    fetching.fetch_proven(copy, work, silent_task())
    try:
        same = prove(work).counts == note["counts"]
        return _of_one_moment(work, pairs, before, after) if same else "restored it holds something else"
    finally:
        fetching.drop(work)


def _of_one_moment(
    copy: Path, pairs: list[list[tuple[int, int]]], before: list[int], after: list[int]
) -> str:
    connection = raw_connect(copy, read_only=True)
    try:
        words = dict(connection.execute("SELECT id, job_title FROM party").fetchall())
    finally:
        connection.close()
    for mine, low, high in zip(pairs, before, after, strict=True):
        for one, other in mine:
            if words[one] != words[other]:
                return "half of a step is in it"
            if int(words[one] or 0) < low:
                return "something acknowledged before it began is missing"
            if int(words[one] or 0) > high + 1:
                return "it holds what was written after it was done"
    return ""


def _teeth(outcomes: list[Outcome]) -> Verdict:
    busy = sum(outcome.hit for outcome in outcomes)
    return Verdict(f"in {busy} of them somebody wrote meanwhile", "" if busy else "nobody wrote meanwhile")


def run(count: int) -> Figures:
    """Make so many copies while two programs write, in this very process."""
    campaign = CAMPAIGNS[0]._replace(cases=lambda _which, _seed: [f"copy {n}" for n in range(count)])
    return run_set(campaign, "N", 1)


CAMPAIGNS = (Campaign("G11", "copies while two programs write", _cases, _begin, judge=_teeth),)
