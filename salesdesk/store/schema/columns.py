"""The column kinds of the schema: few, and stored alike by SQLite and PostgreSQL.

Every table is STRICT, so SQLite keeps what was meant: INTEGER or TEXT, nothing else. Instants are ISO
text in UTC with milliseconds, days ISO text, flags 0 or 1, money whole minor units, quantities
thousandths. Text that sorts as time does is readable for ever and the same on both engines.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, ClassVar, NamedTuple, get_args

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from salesdesk.base import clock
from salesdesk.base.choices import Choice

STRICT = {"sqlite_strict": True}
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables of records."""


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


class Kind(NamedTuple):
    """How a column is kept. Whether it may be empty is said by its annotation (``int | None``)."""

    type: type[TypeEngine[Any]]
    default: Any = None
    """What a new row has; a function is called for each. None: nothing, so a required one must be given."""
    unique: bool = False
    indexed: bool = False
    reference: str = ""
    """The table whose rows it names."""
    key: bool = False


def a_text(default: str | None = "", *, unique: bool = False, index: bool = False) -> Any:
    """Words."""
    return Kind(Text, default, unique, index)


def a_number(default: int | None = 0, *, index: bool = False) -> Any:
    """A whole number: money in minor units, counts, minutes, thousandths."""
    return Kind(BigInt, default, indexed=index)


def a_flag(default: bool | None = False) -> Any:
    """Yes or no (or, with None, not known)."""
    return Kind(Flag, default)


def a_day(*, index: bool = False) -> Any:
    """A calendar day of the shop, or none."""
    return Kind(Day, indexed=index)


def an_instant(*, index: bool = False) -> Any:
    """An instant, or none."""
    return Kind(Instant, indexed=index)


def a_ref(table: str) -> Any:
    """The id of a row in another table; never dangling, indexed by `index_references`."""
    return Kind(BigInt, reference=table)


def index_references(table: Table) -> None:
    """Index every reference that no index of the table begins with; rows without one cost nothing."""
    begun = {next(iter(index.columns)).name for index in table.indexes}
    for column in table.columns:
        if column.foreign_keys and column.name not in begun:
            said = None if not column.nullable else column.is_not(None)
            Index(f"ix_{table.name}_{column.name}", column, sqlite_where=said)


def only_where(condition: str) -> dict[str, Any]:
    """For an `Index`: of the rows that meet a condition only."""
    return {"sqlite_where": text(condition)}


def for_postgresql() -> MetaData:
    """The tables with what PostgreSQL has to be told in its own name: the conditions of the indexes.

    Asked for only there: naming it loads SQLAlchemy's part for PostgreSQL, which slows every start.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_kwargs["postgresql_where"] = index.dialect_kwargs["sqlite_where"]
    return metadata


def one_of(column: str, choices: Sequence[Choice]) -> CheckConstraint:
    """Only the listed values may be stored."""
    listed = ", ".join(f"'{c.value}'" for c in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(*columns: str) -> list[CheckConstraint]:
    """Amounts and counts that cannot be below zero."""
    return [CheckConstraint(f"{c} >= 0", name=f"{c}_not_negative") for c in columns]


class Record:
    """What every record of the business has. A subclass declares its columns and has them as ``table``.

    Only the table is made from it, which takes a hundredth of the time of a class of SQLModel;
    `salesdesk.store.records` makes those, on the same tables, for whoever works with entities.
    ``version`` counts the changes, so that two people cannot overwrite each other unseen;
    ``deleted_at`` set means: in the Bin.
    """

    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[Any, ...]]
    table: ClassVar[Table]

    id: int = Kind(BigInt, key=True)  # type: ignore[assignment]
    version: int = a_number(1)
    created_at: datetime = Kind(Instant, clock.now)  # type: ignore[assignment]
    deleted_at: datetime | None = an_instant()

    def __init_subclass__(cls) -> None:
        *rules, options = cls.__table_args__
        name = cls.__dict__.get("__tablename__", cls.__name__.lower())
        cls.table = Table(name, metadata, *map(_column, declared(cls)), *rules, **options)


class Declared(NamedTuple):
    """A column as a record declares it."""

    name: str
    kind: Kind
    note: Any
    """Its annotation."""

    @property
    def required(self) -> bool:
        """Whether it may not be empty."""
        return NoneType not in get_args(self.note)


def declared(record: type[Record]) -> list[Declared]:
    """The columns of a record in the order they are declared, those that all have first."""
    notes = {**Record.__annotations__, **record.__annotations__}
    kinds = {name: getattr(record, name, None) for name in notes}
    return [Declared(name, kind, notes[name]) for name, kind in kinds.items() if isinstance(kind, Kind)]


def _column(said: Declared) -> Column[Any]:
    kind = said.kind
    return Column(
        said.name, kind.type, *([ForeignKey(f"{kind.reference}.id")] if kind.reference else ()),
        primary_key=kind.key, autoincrement=False if kind.key else "auto", nullable=not said.required,
        unique=kind.unique, index=kind.indexed, default=kind.default,
    )  # fmt: skip
