"""What a list shows: one frozen value that the screen, the model and the query agree on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A saved view, what is typed into its filter, and the order.

    ``view`` is a view's key ("open", "hot" …); ``sort`` is a `Field` key or "" for the view's own order.
    """

    view: str = "all"
    text: str = ""
    sort: str = ""
    descending: bool = False
