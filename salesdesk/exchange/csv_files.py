"""CSV and its relatives: any encoding, delimiter , ; tab or |, header anywhere or nowhere. Streams."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.base.errors import UserError
from salesdesk.base.i18n import _, ngettext
from salesdesk.exchange import encoding_guess, encodings, headers
from salesdesk.exchange.encodings import Encoding
from salesdesk.exchange.table import LETTERS, LONG, QUOTE, SHORT, Row, Table, column_names

if TYPE_CHECKING:
    import _csv

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000  # characters; a longer one is a missing quotation mark
LONGEST_LINE = 8_000_000  # bytes
MAX_ROWS = 1_000_000
MAX_COLUMNS = 2_000
_MANY_LINES = 200  # a record over more lines than this has lost its closing quotation mark
_SAMPLE = 200
_NO_DELIMITER = "\x1f"  # what no list holds

csv.field_size_limit(LONGEST_CELL)


@dataclass
class _Shape:
    """How the records of a file are cut into rows of one width."""

    encoding: Encoding
    delimiter: str
    skip_lines: int  # "sep=;" that Excel writes above the table
    header_row: int
    width: int
    spare: int  # cells at the end of every record that are always empty


def open_csv(path: Path, encoding: str | None, delimiter: str | None, header_row: int | None) -> Table:
    """Open a delimited text file.

    Raises `UserError` when it holds no rows, or cannot be cut into columns; `OSError` when it cannot be read.
    """
    found = encoding_guess.with_key(path, encoding) if encoding else encoding_guess.guess_encoding(path)
    if found.longest_line > LONGEST_LINE:
        raise UserError(_endless(path, 1))
    lines = _first_lines(path, found)
    widest = max((line.count(sign) for line in lines for sign in DELIMITERS), default=0)
    if widest > 50 * MAX_COLUMNS:
        raise UserError(_too_wide(widest + 1))
    hint = _hinted_delimiter(lines)
    skip = 1 if hint else 0
    if delimiter is None:
        delimiter = hint or guess_delimiter(lines)
    with _records(path, found, delimiter, skip) as records:
        sample = list(islice(records, _SAMPLE))
    if not any(c.isalnum() for record in sample for cell in record for c in cell):
        raise UserError(
            _("“{name}” holds no rows. Nothing was changed. Choose another file.").format(name=path.name)
        )
    if header_row is None:
        header_row = headers.find_header(sample)
    shape = _shape(sample, found, delimiter, skip, header_row)
    header = sample[header_row - 1] if 0 < header_row <= len(sample) else []
    table = Table(
        path,
        "csv",
        column_names(list(header), shape.width),
        lambda: _rows(path, shape),
        header_row,
        encoding=found.key,
        encoding_sure=found.sure,
        encodings=encodings.choices(found),
        delimiter=delimiter,
    )
    if found.letters:
        table.before_after = encodings.before_after(found.telling, found.key)
    table.warnings = [
        *encoding_words(found),
        *header_words(header_row, shape.width),
        *_uneven_words(sample[header_row:], shape),
    ]
    return table


def guess_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most records into the same number of cells; empty for one column."""
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(r) for r in _tolerant(csv.reader(lines, delimiter=delimiter)) if any(r))
        records = sum(widths.values())
        widths.pop(1, None)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        # Commas inside sentences cut them into any number of pieces.
        score = times / records * min(width, 8) ** 0.5 if times >= 0.4 * records and times else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _tolerant(records: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from records
    except csv.Error:
        return


def _first_lines(path: Path, encoding: Encoding) -> list[str]:
    with encodings.open_lines(path, encoding) as lines:
        out, size = [], 0
        for line in lines:
            out.append(line)
            size += len(line)
            if len(out) >= 4 * _SAMPLE or size > 2 * LONGEST_CELL:
                break
        return out


def _hinted_delimiter(lines: list[str]) -> str:
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:] if first.lower().startswith("sep=") and len(first) == 5 else ""


@contextmanager
def _records(path: Path, encoding: Encoding, delimiter: str, skip: int) -> Iterator["_csv.Reader"]:
    with encodings.open_lines(path, encoding) as lines:
        records = csv.reader(
            islice(lines, skip, None) if skip else lines, delimiter=delimiter or _NO_DELIMITER
        )
        try:
            yield records
        except csv.Error as trouble:
            raise UserError(_endless(path, records.line_num + skip)) from trouble


def _shape(sample: list[list[str]], encoding: Encoding, delimiter: str, skip: int, header_row: int) -> _Shape:
    body = [r for r in sample[header_row:] if any(r)]
    common = Counter(map(len, body)).most_common(1)[0][0] if body else 0
    if 0 < header_row <= len(sample):
        width = len(sample[header_row - 1])
        # A delimiter at the end of every line makes one more cell than there are columns.
        ends_empty = common > width and all(not any(r[width:]) for r in body)
        spare = common - width if ends_empty else 0
        while width > max(map(len, body), default=0) and not sample[header_row - 1][width - 1].strip():
            width -= 1
    else:
        width, spare = common, 0
    if width > MAX_COLUMNS:
        raise UserError(_too_wide(width))
    return _Shape(encoding, delimiter, skip, header_row, width, spare)


def _rows(path: Path, shape: _Shape) -> Iterator[Row]:
    number = 0
    try:
        with _records(path, shape.encoding, shape.delimiter, shape.skip_lines) as records:
            width, whole = shape.width, not shape.encoding.damaged
            last_line = 0
            for number, cells in enumerate(records, 1):
                line, started = records.line_num, last_line
                last_line = line
                if number <= shape.header_row or not any(cells):
                    continue
                if len(cells) == width and whole and line - started < _MANY_LINES:
                    yield Row(number, cells)
                else:
                    yield _with_fault(number, cells, line - started, shape)
                if number > MAX_ROWS:
                    raise UserError(_too_long(path))
    except OSError as trouble:
        raise UserError(gone(path)) from trouble


def _endless(path: Path, line: int) -> str:
    return _(
        "“{name}” cannot be read at line {number}: one cell there never ends. "
        "Nothing was changed. Look for a missing quotation mark."
    ).format(name=path.name, number=line)


def _with_fault(number: int, cells: list[str], lines: int, shape: _Shape) -> Row:
    fault = ""
    extra = len(cells) - shape.width
    if extra > 0 and extra == shape.spare and not any(cells[shape.width :]):
        cells = cells[: shape.width]
    elif extra > 0:
        fault = LONG
    elif extra < 0:
        fault = SHORT
        cells = cells + [""] * -extra
    if lines >= _MANY_LINES:
        fault = QUOTE
    elif shape.encoding.damaged and any("\ufffd" in cell for cell in cells):
        fault = fault or LETTERS
    return Row(number, cells, fault)


def gone(path: Path) -> str:
    """The sentence for a file that could be read a moment ago."""
    return _(
        "“{name}” can no longer be read. Nothing was changed. "
        "Check whether it was moved, then choose it again."
    ).format(name=path.name)


def _too_wide(count: int) -> str:
    return _(
        "This file has {count} columns, which is no list. Nothing was changed. Check the delimiter."
    ).format(count=count)


def _too_long(path: Path) -> str:
    return _("“{name}” has more than {count} rows. Nothing was changed. Split it into smaller files.").format(
        name=path.name, count=f"{MAX_ROWS:,}"
    )


def encoding_words(encoding: Encoding) -> list[str]:
    """What a person should know about a file's encoding, in whole sentences."""
    out = []
    if encoding.letters:
        out.append(
            _("This file uses the old encoding {encoding}. Its letters were converted.").format(
                encoding=encodings.label(encoding.key)
            )
        )
    if not encoding.sure and not encoding.damaged:
        out.append(_("The encoding of this file is a guess. Check that the names read well."))
    if encoding.damaged:
        out.append(_("Some letters of this file cannot be read. The rows that hold them are marked."))
    return out


def header_words(header_row: int, columns: int) -> list[str]:
    """What a person should know about where the table begins, in whole sentences."""
    out = []
    if header_row == 0:
        out.append(_("No row names the columns, so they are numbered."))
    elif header_row > 1:
        out.append(
            _("Row {number} names the columns. What stands above it is left out.").format(number=header_row)
        )
    if columns == 1:
        out.append(_("Only one column was found."))
    return out


def _uneven_words(body: list[list[str]], shape: _Shape) -> list[str]:
    uneven = sum(1 for r in body if any(r) and len(r) not in (shape.width, shape.width + shape.spare))
    if not uneven:
        return []
    return [
        ngettext(
            "{count} of the first {total} rows has more or fewer cells than there are columns.",
            "{count} of the first {total} rows have more or fewer cells than there are columns.",
            uneven,
        ).format(count=uneven, total=len(body))
    ]
