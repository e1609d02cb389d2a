"""The key map as people read it: made from the commands that are declared, grouped in three columns.

The sheet of Ctrl+/ and Settings show it. A command that no line here names gets a line of its own, so nothing
that has a key can be forgotten.
"""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from salesdesk.base.i18n import N_, _
from salesdesk.ui.actions import EVERYWHERE, Action, ActionMap, platform_chord


class KeyLine(NamedTuple):
    """A line of the map: translated words, the chords on this computer, the commands behind them."""

    label: str
    chords: tuple[str, ...]
    keys: tuple[str, ...] = ()


class KeyColumn(NamedTuple):
    """A column of the map with its translated title."""

    title: str
    lines: tuple[KeyLine, ...]


class _Line(NamedTuple):
    """``keys`` are patterns of commands; one that ends in "*" stands for several whose chords are a range.

    ``fixed`` are keys of lists and fields, which belong to no command.
    """

    label: str
    keys: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()


_ANYWHERE = (
    _Line(N_("Search or do anything"), ("app.palette",)),
    _Line(N_("Tabs 1 to 6"), ("app.tab.*",)),
    _Line(N_("New record"), ("app.new",)),
    _Line(N_("Filter this list"), ("app.filter",)),
    _Line(N_("Undo, redo"), ("app.undo", "app.redo")),
    _Line(N_("Back, forward"), ("app.back", "app.forward")),
    _Line(N_("Next pane, pane before"), ("app.next_pane", "app.pane_before")),
    _Line(N_("Chart panel"), ("app.chart_panel",)),
    _Line(N_("Lock, switch person"), ("app.lock",)),
    _Line(N_("Settings"), ("app.settings",)),
    _Line(N_("Print"), ("app.print",)),
    _Line(N_("Help"), ("app.help",)),
    _Line(N_("Menu"), ("app.menu",)),
    _Line(N_("Full screen"), ("app.full_screen",)),
    _Line(N_("Close what lies on top, go back"), fixed=("Esc",)),
)
_RECORD = (
    _Line(N_("Log call"), ("*.log_call", "*.log")),
    _Line(N_("Write a note"), ("*.note", "*.add_note")),
    _Line(N_("Next step…"), ("*.plan", "*.next_step")),
    _Line(N_("Quote"), ("*.quote",)),
    _Line(N_("New case"), ("*.case", "*.new_case")),
    _Line(N_("Record payment"), ("*.payment",)),
    _Line(N_("Move to tomorrow"), ("*.tomorrow",)),
    _Line(N_("Move to stage…"), ("*.move",)),
    _Line(N_("Go to linked records"), ("*.linked", "*.customer")),
    _Line(N_("Open the row"), fixed=("Return",)),
    _Line(N_("Tick off, select"), fixed=("Space",)),
    _Line(N_("Edit"), ("*.edit", "sales.open")),
    _Line(N_("Move to Bin"), ("*.remove", "*.delete", "*.bin")),
    _Line(N_("Menu of the row"), fixed=("Shift+F10",)),
    _Line(N_("Copy rows as text"), fixed=("Ctrl+C",)),
)
_PLACES = (
    _Line(N_("Card to the next stage"), fixed=("Ctrl+Left", "Ctrl+Right")),
    _Line(N_("Won, lost"), ("sales.win", "sales.lose")),
    _Line(N_("Start or pause the timer"), ("service.timer",)),
    _Line(N_("Rate the case 1 to 5"), ("service.rate_*",)),
    _Line(N_("Resolve the case"), ("service.resolve",)),
    _Line(N_("Saved filters 1 to 9"), ("*.view.*", "*.filter_*", "*.filter.*")),
    _Line(N_("Read the chart week by week"), fixed=("Left", "Right")),
    _Line(N_("Chart as a table"), ("compare.table",)),
    _Line(N_("Copy the figures"), ("compare.copy",)),
    _Line(N_("Save a form, add an entry"), fixed=("Ctrl+Return",)),
    _Line(N_("Save and open"), fixed=("Alt+O",)),
    _Line(N_("Open a list of choices"), fixed=("Alt+Down",)),
    _Line(N_("Copy, remove a line"), fixed=("Ctrl+D", "Ctrl+Del")),
    _Line(N_("Line up, down"), fixed=("Alt+Up", "Alt+Down")),
    _Line(N_("Import: next, back"), fixed=("Alt+N", "Alt+B")),
)
_COLUMNS = (
    (N_("Anywhere"), _ANYWHERE),
    (N_("Person, sale or case"), _RECORD),
    (N_("Board, case, chart"), _PLACES),
)


def key_columns(actions: ActionMap) -> list[KeyColumn]:
    """The whole map; commands without a key have no line."""
    having = [a for a in actions.all() if actions.chords(a)]
    named: set[str] = set()
    columns: list[list[KeyLine]] = []
    for _title, lines in _COLUMNS:
        found = [_line(line, having, actions, named) for line in lines]
        columns.append([line for line in found if line.chords])
    for action in having:
        if action.key not in named:
            column = columns[0 if action.scope == EVERYWHERE else 1]
            column.append(KeyLine(_(action.label), tuple(actions.chords(action)), (action.key,)))
    return [KeyColumn(_(title), tuple(lines)) for (title, _l), lines in zip(_COLUMNS, columns, strict=True)]


def _line(line: _Line, having: Sequence[Action], actions: ActionMap, named: set[str]) -> KeyLine:
    chords: list[str] = []
    keys: list[str] = []
    for pattern in line.keys:
        matching = [a for a in having if fnmatchcase(a.key, pattern)]
        if not matching:
            continue
        keys += [a.key for a in matching]
        if pattern.endswith("*"):
            chords += _range(actions, matching)
        else:
            for action in matching:
                chords += actions.chords(action)
    named.update(keys)
    shown = tuple(dict.fromkeys([*chords, *(platform_chord(key) for key in line.fixed)]))
    return KeyLine(_(line.label), _longest_range(shown), tuple(keys))


def _range(actions: ActionMap, found: Sequence[Action]) -> list[str]:
    """ "Alt+1…9" for commands whose chords count upwards."""
    first, last = actions.chords(found[0])[0], actions.chords(found[-1])[0]
    return [f"{first}…{last[-1]}" if first != last else first]


def _longest_range(chords: Iterable[str]) -> tuple[str, ...]:
    """Of several ranges from the same key the one that goes furthest."""
    best: dict[str, str] = {}
    for chord in chords:
        start = chord.split("…")[0]
        if chord > best.get(start, ""):
            best[start] = chord
    return tuple(best.values())
