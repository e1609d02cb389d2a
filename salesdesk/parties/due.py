"""What is due, as a screen reads it; known without the layer of queries, which takes long to load."""

from datetime import date, datetime
from typing import NamedTuple


class TaskDue(NamedTuple):
    """Something that is due, with whom it is for. ``amount`` in minor units or None."""

    id: int
    kind: str
    purpose: str
    title: str
    due_on: date | None
    due_time: str
    next_step: bool
    origin: str
    amount: int | None
    party_id: int | None
    party: str
    phone: str
    hot: bool
    deal_id: int | None
    case_id: int | None
    sale_id: int | None
    quote_id: int | None
    owned_item_id: int | None
    staff_id: int | None
    done_at: datetime | None
