"""See every change of an import before it happens: new, changed, same, left out, with the reason.

Nothing is written here. The rows are read in batches and forgotten again: what is kept is one byte a row,
and the details of rows that change something or stay out.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from salesdesk.base.fields import Field, Kind, by_key
from salesdesk.base.i18n import _
from salesdesk.base.task import Task
from salesdesk.exchange import contact_values, export_csv, references
from salesdesk.exchange.context import context_of
from salesdesk.exchange.importer import Importer, Values
from salesdesk.exchange.mapping import Mapping as ColumnMapping
from salesdesk.exchange.matching import Existing, Found, Matcher, words_for
from salesdesk.exchange.row_reading import ADD, LEAVE, Choices, Parsed, RowReader, own_names
from salesdesk.exchange.table import Table, as_text
from salesdesk.exchange.values import Study, study
from salesdesk.store.database import Store
from salesdesk.store.journal_schema import step

NEW, CHANGED, SAME, LEFT_OUT = "new", "changed", "same", "left_out"
OUTCOMES = (NEW, CHANGED, SAME, LEFT_OUT)
