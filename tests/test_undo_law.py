"""The undo law: after any command, undo brings the book back to the last byte, and redo what was done."""

import importlib
import inspect
import pkgutil

import pytest

import salesdesk
from tests.undo_samples import Sample, dump

PACKAGES = (
    "parties", "staff", "filters", "prospects", "sales", "service", "marketing", "charts", "today",
    "documents",
)  # fmt: skip


def commands():
    found = {}
    for package in PACKAGES:
        for module in pkgutil.iter_modules([f"{salesdesk.__path__[0]}/{package}"]):
            if module.name == "commands" or module.name.endswith("_commands"):
                loaded = importlib.import_module(f"salesdesk.{package}.{module.name}")
                for name, function in inspect.getmembers(loaded, inspect.isfunction):
                    mine = function.__module__ == loaded.__name__ and not name.startswith("_")
                    if mine and next(iter(inspect.signature(function).parameters), "") == "store":
                        found[f"{package}.{module.name}.{name}"] = function
    return found


def samples() -> dict[str, Sample]:
    out: dict[str, Sample] = {}
    for package in PACKAGES:
        try:
            module = importlib.import_module(f"tests.{package}.samples")
        except ModuleNotFoundError:
            continue
        out |= module.SAMPLES
    return out


ALL = samples()


def test_every_command_has_a_sample():
    assert sorted(set(commands()) - set(ALL)) == []


def test_every_command_holds_the_pen_while_it_reads():
    loose = [name for name, function in commands().items() if not hasattr(function, "__wrapped__")]
    assert sorted(loose) == []


@pytest.mark.parametrize("name", sorted(ALL))
def test_undo_and_redo(name, store):
    sample = ALL[name]
    ids = sample.prepare(store)
    before = dump(store)
    label_before = store.can_undo()
    sample.act(store, ids)
    after = dump(store)
    assert after != before, "the sample changes nothing"
    assert store.undo()
    assert dump(store) == before
    assert store.can_undo() == label_before, "a command is one step"
    assert store.redo()
    assert dump(store) == after
