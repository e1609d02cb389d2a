"""What a step touched: the one message by which every screen learns that something changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """A finished step.

    ``touched`` maps a table's name to the ids touched; ``None`` in place of the ids means
    "many": whoever watches the table should read it anew.
    ``label`` is already in the person's language. ``kind`` is "do", "undo", "redo" or "elsewhere".
    """

    label: str
    step_id: int
    touched: Mapping[str, frozenset[int] | None] = field(default_factory=dict)
    kind: str = "do"

    def touches(self, *tables: str) -> bool:
        """Whether any of the tables was touched."""
        return any(t in self.touched for t in tables)

    def ids(self, table: str) -> frozenset[int] | None:
        """The ids touched in a table (empty when none, None when many)."""
        return self.touched.get(table, frozenset())
