"""Rows that are already in memory, as the source of a small table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from salesdesk.base.listing import ListQuery


class Line(Protocol):
    """A row that knows its id."""

    @property
    def id(self) -> int:
        """The row's id."""


T = TypeVar("T", bound=Line)


class RowList(Generic[T]):
    """A `RowSource` over rows at hand, in their order."""

    def __init__(self) -> None:
        self._rows: dict[int, T] = {}

    def fill(self, rows: Iterable[T]) -> None:
        """Hold other rows."""
        self._rows = {line.id: line for line in rows}

    def ids(self, _query: ListQuery, _limit: int | None) -> list[int]:
        """All of them."""
        return list(self._rows)

    def rows(self, ids: Sequence[int]) -> dict[int, T]:
        """Some of them."""
        return {i: self._rows[i] for i in ids if i in self._rows}

    def __getitem__(self, row_id: int) -> T:
        return self._rows[row_id]

    def __len__(self) -> int:
        return len(self._rows)
