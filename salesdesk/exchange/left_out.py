"""The rows that an import leaves out, written to a file of their own with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from salesdesk.base.i18n import _
from salesdesk.exchange.export_csv import write_csv
from salesdesk.exchange.table import LONG, Cell, Row, Table


def left_out_csv(
    path: Path,
    table: Table,
    left_out: Iterable[tuple[Row, str]],
    columns: Mapping[str, int],
    edits: Mapping[int, Mapping[str, str]],
) -> int:
    """Write rows as they stood in their file; returns how many.

    The row's number comes first, the reason last; ``edits`` are corrections by row and field. Corrected
    and chosen again, the file can be imported as it is. Raises `UserError` when it cannot be written.
    """
    own = len(table.columns) - len(table.hints)
    widest = max((len(r.cells) for r in table.rows() if r.fault == LONG), default=own)
    further = [_("Cell {number}").format(number=i + 1) for i in range(own, widest)]

    def rows() -> Iterator[list[Cell]]:
        for row, reason in left_out:
            cells = list(row.cells if row.fault == LONG else row.cells[:own])
            for key, text in edits.get(row.number, {}).items():
                column = columns.get(key, widest)
                if column < len(cells):
                    cells[column] = text
            yield [row.number, *cells, *[""] * (widest - len(cells)), reason]

    return write_csv(path, [_("Row"), *table.columns[:own], *further, _("Why it was left out")], rows())
