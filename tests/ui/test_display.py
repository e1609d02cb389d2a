"""What a person chooses for their eyes: rows of tables, the first day of a week, how dates are written."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from salesdesk.base import periods
from salesdesk.ui import theme
from salesdesk.ui.widgets import Calendar

DAY = date(2026, 5, 14)


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    yield
    theme.set_density("normal")
    theme.set_first_weekday(0)
    periods.set_date_style("language")


def test_compact_rows_are_32_high_with_one_line_or_two(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    assert (theme.table_row(), theme.table_row(True)) == (40, 48)
    theme.set_density("compact")
    assert (theme.table_row(), theme.table_row(True)) == (32, 32)


def test_calendars_begin_on_the_day_chosen(qapp: QApplication) -> None:
    theme.set_first_weekday(6)
    assert Calendar().firstDayOfWeek() == Qt.DayOfWeek.Sunday


@pytest.mark.parametrize(
    ("style", "en", "vi"),
    [
        ("language", "14 May 2026", "14/05/2026"),
        ("numbers", "14/05/2026", "14/05/2026"),
        ("iso", "2026-05-14", "2026-05-14"),
    ],
)
def test_a_date_is_written_as_chosen_and_reads_back(style: str, en: str, vi: str) -> None:
    periods.set_date_style(style)
    assert (periods.format_day(DAY, "en"), periods.format_day(DAY, "vi")) == (en, vi)
    assert periods.parse_date(en, DAY) == periods.parse_date(vi, DAY) == DAY
    assert periods.format_day(DAY, "en", "list") == "Thu 14 May"
