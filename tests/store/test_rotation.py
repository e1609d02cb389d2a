"""Which copies stay: over three simulated years, whatever the clock does."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.store import rotation
from salesdesk.store.rotation import LEAST, Keep, Stamp, staying

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
KEEPS = (Keep(7, 4, 6), Keep(14, 8, 12), Keep(30, 12, 12))


def newest_of(stamps, key, count):
    """Plainly: the newest copy of each of the newest ``count`` different keys."""
    seen = {}
    for stamp in sorted(stamps, key=lambda s: s.sequence, reverse=True):
        seen.setdefault(key(stamp), stamp.sequence)
    return set(list(seen.values())[:count])


def expected(stamps, keep):
    """The rule said in another way, copy by copy."""
    ordered = sorted(stamps, key=lambda s: s.sequence, reverse=True)
    if len(ordered) > 1 and ordered[0].local < ordered[1].local:
        return {s.sequence for s in ordered}
    out = {s.sequence for s in ordered[:LEAST]}
    out |= newest_of(stamps, lambda s: s.local.date(), keep.daily)
    out |= newest_of(stamps, lambda s: s.local.isocalendar()[:2], keep.weekly)
    out |= newest_of(stamps, lambda s: (s.local.year, s.local.month), keep.monthly)
    days = []
    for stamp in ordered:
        if stamp.local.date() not in days:
            days.append(stamp.local.date())
        if len(days) > 2:
            break
        out.add(stamp.sequence)
    out |= newest_of([s for s in stamps if s.reason == "migration"], lambda s: s.target or -s.sequence, 3)
    before = [s for s in ordered if s.reason == "restore"]
    out |= {s.sequence for s in before[:3]}
    out |= {s.sequence for s in before if s.local >= ordered[0].local - timedelta(days=30)}
    return out | {s.sequence for s in [s for s in ordered if s.restored][:1]}


def live(years_of_days, keep, *, room=None):
    """Make copies day by day as the program does, tidying up after each; gives what is there each time."""
    there, now, sequence = [], START, 0
    for copies, jump, reason in years_of_days:
        now += timedelta(days=1) + jump
        for nth in range(copies):
            sequence += 1
            what = reason if nth == 0 else "change"
            target = sequence // 400 + 2 if what == "migration" else 0
            made = Stamp(sequence, now + nth * timedelta(minutes=31), what, target, 1, sequence % 7 == 0)
            there.append(made)
            left = staying(there, keep, room)
            yield list(there), left
            there = [s for s in there if s.sequence in left.sequences]


FAR = [timedelta(days=-3650), timedelta(days=3650), timedelta(days=-1)]
JUMPS = st.sampled_from([timedelta()] * 40 + FAR + [timedelta(hours=-1), timedelta(hours=1)])
REASONS = st.sampled_from(["start"] * 20 + ["exit", "migration", "restore", "import"])


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(KEEPS), st.integers(1, 6))
def test_three_years_keep_exactly_what_they_should(data, keep, jumps):
    days = [(1, timedelta(), "start")] * (3 * 365)
    for _n in range(jumps):
        days[data.draw(st.integers(0, len(days) - 1))] = (3, data.draw(JUMPS), data.draw(REASONS))
    for there, left in live(days, keep):
        assert left.sequences == expected(there, keep)
        newest = max(s.sequence for s in there)
        assert newest in left.sequences
        assert len(left.sequences) >= min(LEAST, len(there))
        assert not left.short_of_room


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), JUMPS, REASONS), min_size=1, max_size=60))
def test_whatever_the_clock_does_no_copy_outside_the_rotation_goes(days):
    keep = KEEPS[len(days) % 3]
    for there, left in live(days, keep):
        assert left.sequences == expected(there, keep)
        updates = {s.target: s.sequence for s in there if s.reason == "migration"}
        assert set(sorted(updates.values())[-3:]) <= left.sequences


def test_the_number_of_copies_is_bounded():
    *_earlier, (there, _left) = live([(16, timedelta(), "start")] * 70, Keep(14, 8, 12))
    assert len(there) <= 2 * 16 + 14 + 8 + 12 + 1


def test_nothing_goes_while_the_clock_is_behind_the_last_copy():
    stamps = [Stamp(n, START + timedelta(days=n)) for n in range(1, 100)]
    back = [*stamps, Stamp(100, START)]
    assert staying(back, Keep(7, 4, 6)).sequences == {s.sequence for s in back}


def test_a_clock_that_was_ahead_costs_no_good_copy():
    stamps = [Stamp(n, START + timedelta(days=n)) for n in range(1, 41)]
    stamps.append(Stamp(41, START + timedelta(days=3650)))
    assert {40, 39, 38, 37} <= staying(stamps, Keep(7, 4, 6)).sequences


def test_an_update_tried_several_times_pushes_no_older_one_out():
    stamps = [Stamp(n, START + timedelta(days=40 * n), "migration", n) for n in (2, 3, 4)]
    stamps += [Stamp(10 + n, START + timedelta(days=300 + n), "migration", 5) for n in range(5)]
    stamps += [Stamp(100 + n, START + timedelta(days=400 + n)) for n in range(20)]
    kept = staying(stamps, Keep(7, 4, 1)).sequences
    assert {3, 4, 14} <= kept
    assert 2 not in kept
    assert 13 not in kept


def test_the_newest_copy_that_was_restored_in_trial_stays():
    stamps = [Stamp(1, START, restored=True)]
    stamps += [Stamp(n, START + timedelta(days=400 + n)) for n in range(2, 60)]
    assert 1 in staying(stamps, Keep(7, 4, 2)).sequences


def test_little_room_takes_the_oldest_first_and_says_so():
    stamps = [Stamp(n, START + timedelta(days=n), size=10) for n in range(1, 41)]
    left = staying(stamps, Keep(14, 8, 12), room=80)
    assert left.short_of_room
    assert left.sequences == set(range(33, 41))
    tight = staying(stamps, Keep(14, 8, 12), room=1)
    assert tight.sequences == set(range(36, 41)), "five stay, however little room there is"
    assert not staying(stamps, Keep(14, 8, 12), room=10_000).short_of_room


def test_all_copies_stay_when_that_is_wished():
    stamps = [Stamp(n, START + timedelta(days=n)) for n in range(1, 500)]
    assert len(staying(stamps, Keep(0, 0)).sequences) == 499
    assert rotation.LEAST == 5
