"""Our own controls, painted in the look of the theme. Import them from here.

Those that the first page does not need are loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from salesdesk.ui.keycaps import show_key
from salesdesk.ui.paint import initials
from salesdesk.ui.widgets.badges import Avatar, Badge, CountPill, Icon, RoundIcon, StepBadge
from salesdesk.ui.widgets.buttons import Button, IconButton, Link, Press
from salesdesk.ui.widgets.cards import Card, EmptyState, FactRow, Metric, Strip, make_button
from salesdesk.ui.widgets.chips import Chip, Segmented, SegmentItem
from salesdesk.ui.widgets.done_check import DoneCheck
from salesdesk.ui.widgets.inputs import FormField, SearchField
from salesdesk.ui.widgets.layouts import STRETCH, Inset, ScrollColumn, boxed, clear, column, row
from salesdesk.ui.widgets.messages import InlineError, PageBar, ProgressCard
from salesdesk.ui.widgets.refilled import Refilled
from salesdesk.ui.widgets.tabs import TabItem, TopTabs
from salesdesk.ui.widgets.text import Divider, Emphasis, KeyCap, Label, announce, plain_tip

if TYPE_CHECKING:
    from salesdesk.ui.widgets.bars import MeterBar, PromiseBar, Sparkline
    from salesdesk.ui.widgets.chip_row import ChipItem, ChipRow
    from salesdesk.ui.widgets.choices import Calendar, ChoiceBox, NumberBox, RatingBar
    from salesdesk.ui.widgets.stepper import Stepper

__all__ = [
    "STRETCH",
    "Avatar",
    "Badge",
    "Button",
    "Calendar",
    "Card",
    "Chip",
    "ChipItem",
    "ChipRow",
    "ChoiceBox",
    "CountPill",
    "Divider",
    "DoneCheck",
    "Emphasis",
    "EmptyState",
    "FactRow",
    "FormField",
    "Icon",
    "IconButton",
    "InlineError",
    "Inset",
    "KeyCap",
    "Label",
    "Link",
    "MeterBar",
    "Metric",
    "NumberBox",
    "PageBar",
    "Press",
    "ProgressCard",
    "PromiseBar",
    "RatingBar",
    "Refilled",
    "RoundIcon",
    "ScrollColumn",
    "SearchField",
    "SegmentItem",
    "Segmented",
    "Sparkline",
    "StepBadge",
    "Stepper",
    "Strip",
    "TabItem",
    "TopTabs",
    "announce",
    "boxed",
    "clear",
    "column",
    "initials",
    "make_button",
    "plain_tip",
    "row",
    "show_key",
]

_LATER = {
    "Calendar": "choices", "ChoiceBox": "choices", "NumberBox": "choices", "RatingBar": "choices",
    "ChipItem": "chip_row", "ChipRow": "chip_row", "MeterBar": "bars", "PromiseBar": "bars",
    "Sparkline": "bars", "Stepper": "stepper",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = found
    return found
