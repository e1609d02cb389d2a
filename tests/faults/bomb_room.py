"""Where a file is opened that may be a bomb: in a child of its own, with little memory and little time.

``python -m tests.faults.bomb_room`` reads paths from its input and answers each with one line: what the
reading said, the CPU seconds it took, and the megabytes it used at its peak.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from salesdesk.base.errors import UserError
from salesdesk.exchange.reading import open_table
from tests.faults.memory import peak_since_reset, reset_peak

MOST_MB, MOST_S = 400, 20
"""Walls far outside of what is allowed: the child is not to harm this computer, what it used is measured."""


def _walls() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages + MOST_MB * 1_000_000,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))


def read(path: Path) -> str:
    """Open a file and go through all its rows, as the import does."""
    try:
        table = open_table(path)
        kept = sum(1 for row in table.rows() if not row.fault)
    except UserError as told:
        return f"refused: {told.message}"
    return f"read: {kept} rows"


def in_a_child(act: Callable[[], str]) -> str:
    """One line of JSON about what an act came to in a child: words, seconds, megabytes."""
    came, gone = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _walls()
            reset_peak()
            said = act()
            used = resource.getrusage(resource.RUSAGE_SELF)
            took = used.ru_utime + used.ru_stime
            os.write(gone, json.dumps([said, took, peak_since_reset()]).encode())
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told
            os.write(gone, json.dumps([f"{type(error).__name__}: {error}"[:300], 0, 0]).encode())
        finally:
            os._exit(0)
    os.close(gone)
    with os.fdopen(came) as answer:
        told = answer.read()
    _pid, status = os.waitpid(child, 0)
    return told or json.dumps([f"ended by signal {os.waitstatus_to_exitcode(status)}", 0, 0])


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        path = Path(json.loads(line))
        sys.stdout.write(in_a_child(lambda path=path: read(path)) + "\n")  # type: ignore[misc]
        sys.stdout.flush()


if __name__ == "__main__":
    import salesdesk.exchange.spreadsheets
    import salesdesk.exchange.vcards  # noqa: F401 - loaded once, not in every child

    main()
