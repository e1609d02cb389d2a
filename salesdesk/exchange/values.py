"""What the cells of a file mean: one reader a column, made once for the whole column.

How dates and amounts are written is decided from all cells of a column together (`study`); the readers
then turn single cells into the values of `salesdesk.base.fields`, each with a reason where they cannot.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from salesdesk.base import money
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.task import Task
from salesdesk.exchange import amounts, contact_values, dates
from salesdesk.exchange.amounts import AmountStudy, AmountStyle
from salesdesk.exchange.context import Context, Reading, context_of
from salesdesk.exchange.dates import DateStudy, DateStyle
from salesdesk.exchange.table import Cell, Table, as_text

__all__ = ["Context", "Question", "Reader", "Reading", "Study", "context_of", "study"]

Reader = Callable[[Cell], Reading]
_DATES = (Kind.DATE, Kind.INSTANT)
_AMOUNTS = {Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER, Kind.MINUTES}
_MOST_WORDS = 200
_REMEMBERED = 5_000
_BATCH = 1_000


class Question(NamedTuple):
    """Something about a column that only the person knows: what ``example`` means.

    ``first`` is the value when the day comes first, or when the mark separates thousands; ``second`` the
    other reading. Answer with `Study.answer`.
    """

    column: int
    field_key: str
    example: str
    first: object
    second: object


@dataclass
class Study:
    """How the matched columns of a file are written."""

    context: Context
    styles: dict[int, DateStyle | AmountStyle] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    unknown_words: dict[str, list[str]] = field(default_factory=dict)
    fields_of: dict[int, Field] = field(default_factory=dict)

    @property
    def questions(self) -> list[Question]:
        """What both readings fit; empty when everything is clear."""
        out = []
        for column, style in self.styles.items():
            if style.doubtful:
                one = self.fields_of[column]
                first, second = (self._reads(one, column, style, answer) for answer in (True, False))
                out.append(Question(column, one.key, style.example, first, second))
        return out

    def _reads(self, one: Field, column: int, style: DateStyle | AmountStyle, answer: bool) -> object:
        answered = _answered(style, answer)
        return _reader_with_style(one, answered, self.context)(style.example).value

    def answer(self, column: int, first: bool) -> None:
        """Take the person's answer to a question: True when ``Question.first`` is what is meant."""
        self.styles[column] = _answered(self.styles[column], first)

    def teach(self, field_key: str, word: str, value: str) -> None:
        """Take a word of the file for one of the field's choices."""
        self.words.setdefault(field_key, {})[fold(word)] = value
        left = [w for w in self.unknown_words.get(field_key, []) if fold(w) != fold(word)]
        self.unknown_words = {k: v for k, v in (self.unknown_words | {field_key: left}).items() if v}

    def reader(self, one: Field, column: int) -> Reader:
        """What reads the cells of a column as values of a field."""
        return reader(one, self.context, self.styles.get(column), self.words.get(one.key))


def _answered(style: DateStyle | AmountStyle, first: bool) -> DateStyle | AmountStyle:
    if isinstance(style, DateStyle):
        return DateStyle(first, style.compact, False, style.example)
    mark = "," if "," in style.example else "."
    return AmountStyle("" if first else mark, False, style.example, style.fractions)


def study(
    table: Table,
    columns: Mapping[str, int],
    fields: Sequence[Field],
    context: Context,
    task: Task | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Study:
    """Look at every cell of the matched date, amount and choice columns and decide how they are written.

    ``columns`` maps field keys to columns (`Mapping.by_field`); ``words`` are further words for choices.
    Reads the file once, and not at all when no such column is matched. Raises `Cancelled`.
    """
    out = Study(
        context, words={key: {fold(w): v for w, v in more.items()} for key, more in (words or {}).items()}
    )
    matched = {columns[f.key]: f for f in fields if f.key in columns}
    out.fields_of = matched
    looks: dict[int, DateStudy | AmountStudy] = {
        c: DateStudy() if f.kind in _DATES else AmountStudy()
        for c, f in matched.items() if f.kind in _DATES or f.kind in _AMOUNTS
    }  # fmt: skip
    texts: dict[int, dict[str, str]] = {c: {} for c, f in matched.items() if f.kind is Kind.CHOICE}
    plain: dict[int, set[Cell]] = {c: set() for c in texts}
    if looks or texts:
        for cells in _rows(table, task):
            for c, look in looks.items():
                look.look(cells[c])
            for c, seen in texts.items():
                # Nearly every cell is a word that was seen just as it is.
                if cells[c] not in plain[c] and len(seen) < _MOST_WORDS:
                    text = as_text(cells[c])
                    seen.setdefault(fold(text), text)
                    if cells[c].__class__ is str:
                        plain[c].add(cells[c])
    for c, look in looks.items():
        out.styles[c] = _style(look, matched[c], context)
    for c, seen in texts.items():
        read = out.reader(matched[c], c)
        unknown = [text for text in seen.values() if read(text).reason]
        if unknown:
            out.unknown_words[matched[c].key] = unknown
    return out


def _rows(table: Table, task: Task | None) -> Iterator[Sequence[Cell]]:
    total = table.row_count if task is not None else 0
    for i, row in enumerate(table.rows()):
        if task is not None and i % _BATCH == 0:
            task.advance(i, total)
        if not row.fault:
            yield row.cells


def _style(look: DateStudy | AmountStudy, one: Field, context: Context) -> DateStyle | AmountStyle:
    if isinstance(look, DateStudy):
        return look.style(context)
    return look.style(_decimals(one, context), percent=one.kind is Kind.PERCENT)


def _decimals(one: Field, context: Context) -> int:
    if one.kind is Kind.MONEY:
        return money.exponent(context.currency)
    return {Kind.QUANTITY: 3, Kind.PERCENT: 2}.get(one.kind, 0)


def reader(
    one: Field,
    context: Context,
    style: DateStyle | AmountStyle | None = None,
    words: Mapping[str, str] | None = None,
) -> Reader:
    """What reads cells as values of a field; equal cells are read once."""
    if one.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE):
        return contact_values.read_text
    if one.kind is Kind.EMAIL:
        return contact_values.read_email
    if one.kind is Kind.CHOICE:
        return _remembering(contact_values.choice_reader(one, words or {}))
    if one.kind is Kind.PHONE:
        return lambda cell: contact_values.read_phone(cell, context)
    simple: dict[Kind, Reader] = {
        Kind.FLAG: contact_values.read_flag,
        Kind.TAGS: contact_values.read_tags, Kind.SCORE: amounts.read_score,
    }  # fmt: skip
    if one.kind in simple:
        return _remembering(simple[one.kind])
    return _remembering(_reader_with_style(one, style, context))


def _reader_with_style(one: Field, style: DateStyle | AmountStyle | None, context: Context) -> Reader:
    if one.kind in _DATES:
        day_style = style if isinstance(style, DateStyle) else DateStyle(context.day_first)
        read = dates.read_date if one.kind is Kind.DATE else dates.read_instant
        return lambda cell: read(cell, day_style, context)
    number_style = style if isinstance(style, AmountStyle) else AmountStyle()
    if one.kind is Kind.PERCENT:
        return lambda cell: amounts.read_percent(cell, number_style)
    if one.kind is Kind.MINUTES:
        return lambda cell: amounts.read_minutes(cell, number_style)
    decimals = _decimals(one, context)
    currency = context.currency if one.kind is Kind.MONEY else ""
    return lambda cell: amounts.read_amount(cell, number_style, decimals, currency)


def _remembering(read: Reader) -> Reader:
    known: dict[tuple[type, Cell], Reading] = {}

    def remembered(cell: Cell) -> Reading:
        key = (cell.__class__, cell)  # 1, 1.0 and True are equal, but not alike
        found = known.get(key)
        if found is None:
            found = read(cell)
            if len(known) < _REMEMBERED:
                known[key] = found
        return found

    return remembered
