"""The column kinds of the schema: few, and stored alike by SQLite and PostgreSQL.

Every table is STRICT, so SQLite keeps what was meant: INTEGER or TEXT, nothing else. Instants are ISO
text in UTC with milliseconds, days ISO text, flags 0 or 1, money whole minor units, quantities
thousandths. Text that sorts as time does is readable for ever and the same on both engines.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Dialect, Index, Integer, Table, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from salesdesk.base import clock
from salesdesk.base.choices import Choice

STRICT = {"sqlite_strict": True}
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class BigInt(TypeDecorator[int]):
    """64 bits everywhere; spelt INTEGER for SQLite, whose row ids want that very word."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own 64-bit integer."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Flag(TypeDecorator[bool]):
    """True or False as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """To the file."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """From the file."""
        return None if value is None else bool(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant as "2026-05-14T09:30:00.000Z"."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the file; a naive time is a mistake of the program and is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants must be aware")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the file."""
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A date as "2026-05-14"."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """To the file."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """From the file."""
        return None if value is None else date.fromisoformat(value)


def a_text(default: str | None = "", *, unique: bool = False, index: bool = False) -> Any:
    """Words."""
    return Field(default=default, sa_type=Text, unique=unique, index=index)


def a_number(default: int | None = 0, *, index: bool = False) -> Any:
    """A whole number: money in minor units, counts, minutes, thousandths."""
    return Field(default=default, sa_type=BigInt, index=index)


def a_flag(default: bool | None = False) -> Any:
    """Yes or no (or, with None, not known)."""
    return Field(default=default, sa_type=Flag)


def a_day(*, index: bool = False) -> Any:
    """A calendar day of the shop, or none."""
    return Field(default=None, sa_type=Day, index=index)


def an_instant(*, index: bool = False) -> Any:
    """An instant, or none."""
    return Field(default=None, sa_type=Instant, index=index)


def a_ref(table: str, *, required: bool = False) -> Any:
    """The id of a row in another table; never dangling, indexed by `index_references`."""
    if required:
        return Field(foreign_key=f"{table}.id", sa_type=BigInt)
    return Field(default=None, foreign_key=f"{table}.id", sa_type=BigInt)


def index_references(table: Table) -> None:
    """Index every reference that no index of the table begins with; rows without one cost nothing."""
    begun = {next(iter(index.columns)).name for index in table.indexes}
    for column in table.columns:
        if column.foreign_keys and column.name not in begun:
            said = None if not column.nullable else column.is_not(None)
            Index(f"ix_{table.name}_{column.name}", column, sqlite_where=said, postgresql_where=said)


def one_of(column: str, choices: Sequence[Choice]) -> CheckConstraint:
    """Only the listed values may be stored."""
    listed = ", ".join(f"'{c.value}'" for c in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(*columns: str) -> list[CheckConstraint]:
    """Amounts and counts that cannot be below zero."""
    return [CheckConstraint(f"{c} >= 0", name=f"{c}_not_negative") for c in columns]


class Record(SQLModel):
    """What every record of the business has.

    ``version`` counts the changes, so that two people cannot overwrite each other unseen;
    ``deleted_at`` set means: in the Bin.
    """

    id: int = Field(primary_key=True, sa_type=BigInt, sa_column_kwargs={"autoincrement": False})
    version: int = Field(default=1, sa_type=BigInt)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
