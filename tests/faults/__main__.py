"""``python -m tests.faults --set N``: run a set of fault campaigns; ends with 1 when anything was bad."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.faults.campaign import (
    SETS,
    Campaign,
    Figures,
    Outcome,
    every_campaign,
    figures_of,
    no_judge,
    skipped,
    table,
    try_share,
)


def say(line: str) -> None:
    """Print a line at once: the next one may take a while."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run what was asked for and print the figures. 0 when nothing was bad, 1 when something was."""
    chosen = _arguments()
    wanted = set(chosen.only.split(",")) if chosen.only else set()
    campaigns = [c for c in every_campaign() if not wanted or _is_wanted(c.goal, wanted, chosen.case)]
    if not campaigns:
        say("There is no such goal.")
        return 2
    if not chosen.json:
        say(f"set {chosen.set}, seed {chosen.seed}, {chosen.workers} at a time")
    rows = []
    for figures in _results(campaigns, chosen):
        rows.append(figures)
        if not chosen.json:
            for line in table([figures])[0 if len(rows) == 1 else 1 :]:
                say(line)
    bad = sum(len(row.bad) for row in rows)
    if chosen.json:
        say(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
    else:
        total = sum(row.seconds for row in rows)
        say(f"{sum(row.tried for row in rows):,} tried, {bad} bad, {total / 60:.1f} minutes")
    return 1 if bad else 0


def _is_wanted(goal: str, wanted: set[str], case: str | None) -> bool:
    return goal in wanted or (case is None and goal.split()[0] in wanted)


def _arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    words.add_argument("--set", choices=SETS, default="C", help="every change, every night, every release")
    words.add_argument("--only", default="", metavar="G1,G4", help="these goals only")
    words.add_argument("--case", help="do one case again, as it was printed; needs --only")
    words.add_argument("--seed", type=int, default=1, help="other cases of the same kind")
    words.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="cases tried at a time")
    words.add_argument("--json", action="store_true", help="the figures as JSON")
    return words.parse_args()


def _results(campaigns: Sequence[Campaign], chosen: argparse.Namespace) -> Iterator[Figures]:
    for campaign in campaigns:
        if why := campaign.missing():
            yield skipped(campaign, why)
            continue
        began = time.monotonic()
        cases = [chosen.case] if chosen.case else list(campaign.cases(chosen.set, chosen.seed))
        if chosen.case:
            campaign = campaign._replace(judge=no_judge)
        if cases:
            outcomes = _dealt_out(campaign.goal, cases, chosen.workers)
            yield figures_of(campaign, outcomes, time.monotonic() - began)


def _dealt_out(goal: str, cases: Sequence[str], workers: int) -> list[Outcome]:
    shares = [cases[n::workers] for n in range(min(workers, len(cases)))]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return [outcome for some in pool.map(try_share, [goal] * len(shares), shares) for outcome in some]


if __name__ == "__main__":
    sys.exit(main())
