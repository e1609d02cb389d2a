"""The shop itself: its settings, its saved views, its numbers."""

from sqlalchemy import Index

from salesdesk.base import choices as c
from salesdesk.store.schema.columns import STRICT, Record, a_number, a_text, one_of


class Setting(Record):
    """One of the shop's settings, as text; undone like everything else."""

    __table_args__ = (STRICT,)
    key: str = a_text(unique=True)
    value: str = a_text()


class SavedView(Record):
    """A named filter of a tab: rules, order and columns, as JSON."""

    __tablename__ = "saved_view"
    __table_args__ = (Index("ix_saved_view_tab", "tab", "position"), STRICT)
    tab: str = a_text()
    name: str = a_text()
    position: int = a_number()
    rules: str = a_text("{}")


class ReadyMessage(Record):
    """A text that is written once and sent often, with places for a name, a product and the like.

    ``purpose`` says where it is offered: in sales, in service or in campaigns. ``channel`` is empty for any.
    """

    __tablename__ = "ready_message"
    __table_args__ = (one_of("purpose", c.PURPOSES), STRICT)
    name: str = a_text()
    body: str = a_text()
    purpose: str = a_text("marketing")
    channel: str = a_text()
    position: int = a_number()


class NumberSeries(Record):
    """The next number of a kind of paper; taken in the transaction that issues it, so there are no gaps."""

    __tablename__ = "number_series"
    __table_args__ = (STRICT,)
    key: str = a_text(unique=True)
    prefix: str = a_text()
    next_number: int = a_number(1)
