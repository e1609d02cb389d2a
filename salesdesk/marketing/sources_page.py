"""What the prospects of each source became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy import Connection

from salesdesk.base import choices
from salesdesk.base.choices import SOURCES
from salesdesk.base.fields import Field, Kind
from salesdesk.base.fold import fold
from salesdesk.base.i18n import N_, _
from salesdesk.base.listing import ListQuery
from salesdesk.base.periods import add_months
from salesdesk.marketing.queries import SourceRow, conversion_by_source
from salesdesk.marketing.rules import FEW, SOME, likely_range
from salesdesk.marketing.wording import percent
from salesdesk.store.database import Store
from salesdesk.ui.desk import Desk
from salesdesk.ui.hub import watch
from salesdesk.ui.paging import QuerySource
from salesdesk.ui.record_columns import Column, RecordModel
from salesdesk.ui.record_tab import Filter, ListPane
from salesdesk.ui.record_table import RecordTable
from salesdesk.ui.widgets import Card, EmptyState, Label, column

MONTHS = {"year": 12, "quarter": 3, "all": 0}
