"""The shop itself: its settings, its saved views, its numbers."""

from sqlalchemy import Index

from salesdesk.store.schema.columns import STRICT, Record, a_number, a_text


class Setting(Record, table=True):
    """One of the shop's settings, as text; undone like everything else."""

    __table_args__ = (STRICT,)
    key: str = a_text(unique=True)
    value: str = a_text()


class SavedView(Record, table=True):
    """A named filter of a tab: rules, order and columns, as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_tab", "tab", "position"), STRICT)
    tab: str = a_text()
    name: str = a_text()
    position: int = a_number()
    rules: str = a_text("{}")


class NumberSeries(Record, table=True):
    """The next number of a kind of paper; taken in the transaction that issues it, so there are no gaps."""

    __tablename__ = "number_series"
    __table_args__ = (STRICT,)
    key: str = a_text(unique=True)
    prefix: str = a_text()
    next_number: int = a_number(1)
