"""The set C of every fault campaign; the figures are printed at the end of the run."""

import json
from contextlib import nullcontext

import pytest

from tests.faults.campaign import Campaign, Outcome, Verdict, every_campaign, run, table

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("campaign", every_campaign(), ids=lambda c: c.goal.replace(" ", "-"))
def test_nothing_is_lost(campaign, record_property):
    if not campaign.missing() and not list(campaign.cases("C", 1)):
        pytest.skip("runs at night only")
    figures = run(campaign, "C", 1)
    record_property("faults", json.dumps(figures))
    if figures.skipped:
        pytest.skip(figures.skipped)
    assert figures.tried > 0
    assert figures.bad == ()


def _campaign(wrong="", **more):
    def cases(_which, seed):
        return [f"sale {n}" for n in range(seed, seed + 4)]

    def try_one(case):
        return Outcome(case, hit=True, wrong=wrong if case == "sale 3" else "")

    return Campaign("G99", "Somebody pulls the plug", cases, lambda _folder: nullcontext(try_one), **more)


def test_a_bad_case_is_counted_and_named():
    figures = run(_campaign("2 sales lost"), "C", 1)
    assert (figures.tried, figures.hit, figures.bad) == (4, 4, (("sale 3", "2 sales lost"),))
    assert "BAD  sale 3: 2 sales lost" in "\n".join(table([figures]))


def test_a_campaign_without_teeth_fails():
    figures = run(
        _campaign(judge=lambda _all: Verdict(wrong="nothing was ever lost without syncing")), "C", 1
    )
    assert figures.bad == (("all together", "nothing was ever lost without syncing"),)


def test_what_cannot_run_here_says_why():
    figures = run(_campaign(missing=lambda: "needs strace"), "C", 1)
    assert (figures.skipped, figures.tried) == ("needs strace", 0)
