"""A column of a table whose words stand at the right like figures."""

from __future__ import annotations

from salesdesk.ui.record_columns import Column


class Figures(Column):
    """Words written by us ("11–160%", "57.000") under a head that stands at the right too."""

    @property
    def right(self) -> bool:
        """Figures stand at the right."""
        return True
