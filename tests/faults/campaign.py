"""The shape of every fault campaign: a goal, its cases, and what one case came to.

To add one: write a module in this folder with ``CAMPAIGNS = (Campaign(...),)``. It is found by itself, runs
in ``python -m tests.faults --set N --only GOAL`` and, when it has cases for the set C, in pytest.

A case is a line of text that says all there is to say about it ("sale 4711": the job and the seed), so that
``--only GOAL --case "sale 4711"`` does the very same again. Cases know nothing of each other: they are dealt
out to several workers, each of which calls `begin` once with a folder of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import tests.faults

if TYPE_CHECKING:
    from salesdesk.store.database import Store

SETS = ("C", "N", "R")
"""Every change (minutes for all campaigns together), every night (an hour), every release (hours)."""


class Outcome(NamedTuple):
    """What a case came to. ``hit``: the fault really fell inside; ``wrong``: what is bad, else empty;
    ``note``: a figure worth telling."""

    case: str
    hit: bool
    wrong: str = ""
    note: str = ""


class Figures(NamedTuple):
    """A campaign's result. ``bad`` are the cases with what was wrong; ``note`` a word on the whole;
    ``skipped`` why it could not run here."""

    goal: str
    words: str
    tried: int = 0
    hit: int = 0
    bad: tuple[tuple[str, str], ...] = ()
    note: str = ""
    seconds: float = 0.0
    skipped: str = ""


class Verdict(NamedTuple):
    """What a campaign says about all its outcomes together; ``wrong`` makes it fail."""

    note: str = ""
    wrong: str = ""


TryOne = Callable[[str], Outcome | None]


def no_judge(_outcomes: Sequence[Outcome]) -> Verdict:
    """Nothing to say about the whole."""
    return Verdict()


def _nothing_missing() -> str:
    return ""


class Campaign(NamedTuple):
    """``cases(set, seed)`` gives the cases of a set, none where it has no part in it.

    ``begin(folder)`` is entered once a worker and gives what tries one case: it sets up its own files in
    ``folder``, and raises nothing for what is wrong but says it in its `Outcome`; None when there turned out
    to be no such case. ``judge`` looks at all outcomes together (teeth: whether the faults would have been
    noticed). ``missing`` says what this computer lacks to run it: it is skipped then, with these words.
    """

    goal: str
    words: str
    cases: Callable[[str, int], Iterable[str]]
    begin: Callable[[Path], AbstractContextManager[TryOne]]
    judge: Callable[[Sequence[Outcome]], Verdict] = no_judge
    missing: Callable[[], str] = _nothing_missing


class Desk(Protocol):
    """One book on which all cases of a worker are tried."""

    store: Store

    def try_one(self, case: str) -> Outcome | None:
        """See `Campaign`."""


def at(desk: Callable[[Path], Desk]) -> Callable[[Path], AbstractContextManager[TryOne]]:
    """``begin`` of a campaign whose cases are tried at one desk; its book is closed at the end."""

    @contextmanager
    def begin(folder: Path) -> Iterator[TryOne]:
        here = desk(folder)
        try:
            yield here.try_one
        finally:
            here.store.close()

    return begin


def every_campaign() -> list[Campaign]:
    """All campaigns of the modules of this folder, by goal."""
    found: list[Campaign] = []
    for module in pkgutil.iter_modules(tests.faults.__path__):
        if not module.name.startswith(("test_", "__", "conftest")):
            loaded = importlib.import_module(f"tests.faults.{module.name}")
            found += getattr(loaded, "CAMPAIGNS", ())
    return sorted(found, key=lambda c: (int("".join(filter(str.isdigit, c.goal.split()[0]))), c.goal))


def try_cases(campaign: Campaign, cases: Iterable[str]) -> list[Outcome]:
    """Try cases one after the other in a folder that is removed afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="salesdesk-faults-", ignore_cleanup_errors=True) as folder,
        campaign.begin(Path(folder)) as try_one,
    ):
        return [outcome for case in cases if (outcome := try_one(case)) is not None]


def try_share(goal: str, cases: Sequence[str]) -> list[Outcome]:
    """A worker's part of a campaign's cases."""
    return try_cases(next(c for c in every_campaign() if c.goal == goal), cases)


def figures_of(campaign: Campaign, outcomes: Sequence[Outcome], seconds: float) -> Figures:
    """Sum a campaign up; what its judge finds wrong counts as a bad case of its own."""
    bad = [(o.case, o.wrong) for o in outcomes if o.wrong]
    verdict = campaign.judge(outcomes)
    if verdict.wrong:
        bad.append(("all together", verdict.wrong))
    note = verdict.note or "; ".join(dict.fromkeys(o.note for o in outcomes if o.note))
    hits = sum(o.hit for o in outcomes)
    return Figures(campaign.goal, campaign.words, len(outcomes), hits, tuple(bad), note, seconds)


def skipped(campaign: Campaign, why: str) -> Figures:
    """The figures of a campaign that cannot run on this computer."""
    return Figures(campaign.goal, campaign.words, skipped=why)


def run(campaign: Campaign, which: str, seed: int) -> Figures:
    """Run one set of a campaign in this very process."""
    if why := campaign.missing():
        return skipped(campaign, why)
    began = time.monotonic()
    outcomes = try_cases(campaign, campaign.cases(which, seed))
    return figures_of(campaign, outcomes, time.monotonic() - began)


def table(rows: Iterable[Figures]) -> list[str]:
    """The figures as lines of text."""
    lines = [f"{'goal':<10}{'what is done':<58}{'tried':>7}{'hit':>7}{'bad':>5}{'seconds':>9}"]
    for row in rows:
        if row.skipped:
            lines.append(f"{row.goal:<10}{row.words:<58}  not run: {row.skipped}")
            continue
        counts = f"{row.tried:>7}{row.hit:>7}{len(row.bad):>5}{row.seconds:>9.1f}"
        lines.append(f"{row.goal:<10}{row.words:<58}{counts}" + (f"  {row.note}" if row.note else ""))
        lines += [f"{'':<10}BAD  {case}: {wrong}" for case, wrong in row.bad]
    return lines
