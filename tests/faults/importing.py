"""G18: any file is brought in whole, with rows left out for a reason, or refused; never by half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from salesdesk.app.importers import BY_KEY
from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.task import Task
from salesdesk.exchange.mapping import guess, problems
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import Choices, apply, rehearse
from salesdesk.store.database import Store
from tests.faults.campaign import Campaign, Outcome, Verdict, at
from tests.faults.hostile_lists import WAYS, make_file
from tests.faults.memory import peak_since_reset, reset_peak
from tests.undo_samples import dump

MOST_MB, MOST_STOP_S = 300, 1.0
_PEOPLE = "Name,Phone,E-mail\nNguyễn Thị Lan,0905123148,lan@example.vn\nTrần Văn Đức,0912345678,\n"


def cases(which: str, seed: int) -> Iterable[str]:
    """Every way of making a file, in turn."""
    count = {"C": 500, "N": 20_000}.get(which, 0)
    return (f"{WAYS[n % len(WAYS)]} {seed * 1_000_000 + n}" for n in range(count))


class _Stopping(Task):
    """A task that is stopped at its ``at``-th report; ``asked`` is the CPU time of that moment."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left, self.asked = at, 0.0

    def advance(self, done: int, total: int) -> None:
        if self.left == 0 and not self.asked:
            self.cancel()
            self.asked = time.process_time()
            return  # the work hears of it at its next report
        self.left -= 1
        super().advance(done, total)


class _Desk:
    """A small book, and what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shop = {"shop_name": "Shop", "currency": "VND", "language": "vi", "owner": "Hà", "country": "VN"}
        self.store = Store.create(folder / "shop.salesdesk", **shop)
        seed = folder / "seed.csv"
        seed.write_text(_PEOPLE, "utf-8")
        self._bring_in("parties", seed, Task())
        self.store.forget_steps()
        self.before: dict[str, Any] = dump(self.store)

    def _bring_in(self, kind: str, path: Path, task: Task) -> bool:
        importer = BY_KEY[kind].importer
        table = open_table(path)
        mapping = guess(importer.matchable, table, words=importer.words)
        if problems(mapping, importer.matchable):
            return False
        choices = Choices(create=frozenset(importer.references))
        found = rehearse(table, mapping, importer, self.store, task, choices=choices)
        apply(found, self.store, task)
        return True

    def try_one(self, case: str) -> Outcome:
        """Bring a file in, perhaps stop it; the book is as before, or is once the import is taken back."""
        kind, path, dice = make_file(case, self.folder)
        task = _Stopping(dice.randrange(6)) if dice.random() < 0.3 else Task()
        reset_peak()
        refused, wrong = self._what_happens(kind, path, task, dice)
        path.unlink()
        used = peak_since_reset()
        if used > MOST_MB:
            wrong = wrong or f"took {used:.0f} MB"
        after = dump(self.store)
        if not refused and after != self.before:
            self.store.undo()
            after = dump(self.store)
        if _without_mappings(after) != _without_mappings(self.before):
            wrong = wrong or "the book is not as it was"
            self.before = after
        return Outcome(case, hit=bool(refused), wrong=wrong)

    def _what_happens(self, kind: str, path: Path, task: Task, _dice: random.Random) -> tuple[str, str]:
        try:
            self._bring_in(kind, path, task)
        except (UserError, StoreError) as error:
            whole = error.message.rstrip()[-1:] in ".:!?”)" and "Traceback" not in error.message
            return "refused", "" if whole else f"no sentence: {error.message!r}"
        except Cancelled:
            took = time.process_time() - getattr(task, "asked", 0.0)
            return "stopped", f"stopped only after {took:.1f} s" if took > MOST_STOP_S else ""
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is being looked for
            return "crashed", f"{type(error).__name__}: {error}"[:200]
        return "", ""


def _without_mappings(tables: dict[str, Any]) -> dict[str, Any]:
    """Without the settings: the matching of columns is remembered in one of them."""
    return {name: rows for name, rows in tables.items() if name != "setting"}


def judge(outcomes: Sequence[Outcome]) -> Verdict:
    """Many must be refused and many taken, or the files are too tame or too wild to tell anything."""
    refused = sum(o.hit for o in outcomes)
    tame = not len(outcomes) / 10 < refused < len(outcomes) * 9 / 10
    note = f"{refused} refused or stopped, the others brought in"
    return Verdict(note, "the files tell nothing" if tame and len(outcomes) > 100 else "")


CAMPAIGNS = (Campaign("G18", "Hostile files through the whole import", cases, at(_Desk), judge),)
