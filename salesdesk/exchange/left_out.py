"""The rows that an import leaves out, written to a file of their own with the reason."""

from collections.abc import Iterator
from pathlib import Path

from salesdesk.base.i18n import _
from salesdesk.exchange.export_csv import write_csv
from salesdesk.exchange.rehearsal import LEFT_OUT, OUTCOMES, Rehearsal
from salesdesk.exchange.table import Cell


def left_out_csv(rehearsal: Rehearsal, path: Path) -> int:
    """Write the rows left out as they stood in the file; returns how many.

    The row's number comes first, the reason last. Corrected and chosen again, the file can be imported
    as it is. Raises `UserError` when it cannot be written.
    """
    table = rehearsal.table
    own = len(table.columns) - len(table.hints)
    widest = max((len(r.cells) for r in table.rows() if r.fault == "long"), default=own)
    further = [_("Cell {number}").format(number=i + 1) for i in range(own, widest)]
    columns = [_("Row"), *table.columns[:own], *further, _("Why it was left out")]

    def rows() -> Iterator[list[Cell]]:
        out = OUTCOMES.index(LEFT_OUT)
        for outcome, row in zip(rehearsal.outcomes, table.rows(), strict=False):
            if outcome == out:
                cells = list(row.cells if row.fault == "long" else row.cells[:own])
                edits = rehearsal.choices.edits.get(row.number, {})
                for key, text in edits.items():
                    column = rehearsal.mapping.column_of(key)
                    if column is not None and column < len(cells):
                        cells[column] = text
                cells += [""] * (own + len(further) - len(cells))
                yield [row.number, *cells, rehearsal.plans[row.number].reason]

    return write_csv(path, columns, rows())
