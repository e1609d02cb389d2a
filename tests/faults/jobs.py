"""What the program does while the fault strikes: eight jobs, each with its own proof afterwards.

A job is done on a book that `prepare` made. After each operation returned, that is after its commit, it is
acknowledged by a line of JSON; what was acknowledged must be in the book, and nothing may be there by half.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

BOOK = "shop.salesdesk"
FACTS = "facts.json"

Acknowledge = Callable[[Any], None]


class Job(NamedTuple):
    """``prepare(place)`` makes the book in a folder and returns what `verify` must know of it.

    ``work(place, facts, rng, acknowledge)`` does the operations; ``verify(place, facts, acknowledged)`` says
    what is wrong with the book afterwards, empty when all is well. The book has been opened as the program
    opens it by then, and been found sound in itself.
    """

    name: str
    prepare: Callable[[Path], Any]
    work: Callable[[Path, Any, Random, Acknowledge], None]
    verify: Callable[[Path, Any, list[Any]], str]


def every_job() -> dict[str, Job]:
    """The jobs by name."""
    from tests.faults.book_jobs import BOOK_JOBS
    from tests.faults.shop_jobs import SHOP_JOBS
    from tests.faults.writing_jobs import WRITING_JOBS

    return {job.name: job for job in (*SHOP_JOBS, *BOOK_JOBS, *WRITING_JOBS)}


def prepared(job: Job, place: Path) -> Path:
    """Make a job's folder with its book and the facts beside it."""
    place.mkdir(parents=True)
    (place / FACTS).write_text(json.dumps(job.prepare(place)), "utf-8")
    return place


def facts_of(place: Path) -> Any:
    """What `prepare` noted about the book."""
    return json.loads((place / FACTS).read_text("utf-8"))


def acknowledged(path: Path) -> list[Any]:
    """What was acknowledged; a line that the kill cut off was not."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
