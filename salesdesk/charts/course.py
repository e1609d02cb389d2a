"""The course of a figure in a few points: single weeks of a small shop jump too much to show a direction."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.base.metrics import Metric
from salesdesk.store.sums import Bucket, added

POINTS = 7


def course_of(metric: Metric, buckets: Sequence[Bucket]) -> list[float | None]:
    """The values of a metric over steps taken together, seven points at most; the newest are whole groups."""
    size = max(1, -(-len(buckets) // POINTS))
    ends = range(len(buckets), 0, -size)
    groups = [buckets[max(end - size, 0) : end] for end in reversed(ends)]
    return [metric.value(added(b.sums for b in group)).amount for group in groups]
