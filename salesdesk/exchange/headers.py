"""Where a table begins: which of a file's first rows names the columns, or that none does."""

from collections.abc import Sequence

from salesdesk.base.fold import fold
from salesdesk.exchange import looks
from salesdesk.exchange.table import Cell, as_text

LOOKED_AT = 40  # rows; titles and notes above a table are shorter than that
_BODY = 25


def filled(row: Sequence[Cell]) -> int:
    """How many cells of a row are not blank."""
    return sum(1 for cell in row if as_text(cell))


def find_header(rows: Sequence[Sequence[Cell]]) -> int:
    """The number, counted from 1, of the row that names the columns; 0 when there is none.

    Looks at how full a row is against the fullest, whether its cells could be names, whether they are
    names known from other files, and whether the cells below look different. The first such row it is,
    unless a later one is both fuller and more like a header.
    """
    looked_at = rows[: LOOKED_AT + _BODY]
    kinds = [[looks.kind(cell) for cell in row] for row in looked_at]
    widest = max((filled(row) for row in looked_at), default=0)
    best, best_score, best_filled = 0, 0.0, 0
    for i, row in enumerate(looked_at[:LOOKED_AT]):
        score = _score(row, kinds[i + 1 : i + 1 + _BODY], widest)
        if score > best_score and filled(row) > 1.15 * best_filled:
            best, best_score, best_filled = i + 1, score, filled(row)
    return best


def _score(row: Sequence[Cell], kinds_below: Sequence[Sequence[str]], widest: int) -> float:
    named = [i for i, cell in enumerate(row) if as_text(cell)]
    if not named or len(named) < 0.5 * widest:
        return 0.0
    headings = sum(looks.is_heading(row[i]) for i in named) / len(named)
    different = len({fold(as_text(row[i])) for i in named}) / len(named)
    if headings < 0.8 or different < 0.6:
        return 0.0
    known = sum(looks.is_known_heading(row[i]) for i in named) / len(named)
    return 2.0 * len(named) / widest + headings + 1.5 * known + _contrast(len(row), kinds_below)


def _contrast(width: int, kinds_below: Sequence[Sequence[str]]) -> float:
    """The share of columns (0 to 1) whose cells below are dates, numbers, addresses, unlike a heading."""
    kinds = [looks.commonest(r[i] for r in kinds_below if i < len(r)) for i in range(width)]
    seen = [k for k in kinds if k != looks.BLANK]
    return sum(k != looks.TEXT for k in seen) / len(seen) if seen else 0.0


def note_rows_at_end(rows: Sequence[Sequence[Cell]], tail: Sequence[Sequence[Cell]]) -> list[bool]:
    """Which of the last rows are notes or totals under the table.

    A block of hardly filled rows at the end counts when words stand where the columns hold numbers or
    dates; a row of totals counts by its name. ``rows`` are typical rows, ``tail`` the last ones.
    """
    typical = sorted(filled(r) for r in rows)[len(rows) // 2] if rows else 0
    block = 0
    for row in reversed(tail):
        if not _is_total(row) and (typical < 3 or filled(row) > max(1, typical // 3)):
            break
        block += 1
    sparse = list(tail[len(tail) - block :])
    body = [r for r in rows if r not in sparse]
    width = max((len(r) for r in body), default=0)
    kinds = [looks.commonest((looks.kind(r[i]) for r in body if i < len(r)), 0.9) for i in range(width)]
    notes = any(_clashes(row, kinds) for row in sparse)
    return [_is_total(row) or (notes and i >= len(tail) - block) for i, row in enumerate(tail)]


def _clashes(row: Sequence[Cell], kinds: Sequence[str]) -> bool:
    return any(looks.kind(cell) == looks.TEXT and kind in (looks.NUMBER, looks.DATE)
               for cell, kind in zip(row, kinds, strict=False))  # fmt: skip


def _is_total(row: Sequence[Cell]) -> bool:
    first = next((fold(as_text(cell)) for cell in row if as_text(cell)), "")
    return first.rstrip(": ") in ("tong", "tong cong", "cong", "total", "grand total", "sum")
