"""The tabs of the window, in their order: the only list of all features.

To add a tab: write its package with a ``tab.py``, then add one line here.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from salesdesk.base.i18n import N_

if TYPE_CHECKING:
    from salesdesk.ui.actions import Action
    from salesdesk.ui.desk import Desk


class Tab(Protocol):
    """What the window asks of a tab's widget."""

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a record; False when this tab does not show its kind."""

    def state(self) -> Mapping[str, Any]:
        """What to give back to `restore` when the tab is made anew (another language or theme)."""

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show again what `state` told of."""

    def tab_actions(self) -> Sequence["Action"]:
        """The commands of this tab."""

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """At most five keys and their words, for the status bar."""

    def focus_filter(self) -> None:
        """Put the caret into the filter."""


def shown_record(tab: object) -> tuple[str, int] | None:
    """The kind and id of the record whose page a tab shows; None while it shows lists or has none."""
    told: Callable[[], tuple[str, int] | None] | None = getattr(tab, "shown_record", None)
    return told() if told is not None else None


class Announced(NamedTuple):
    """A command that is known before its tab was ever shown. ``on_record``: it needs to be told a record."""

    key: str
    label: str
    icon: str
    on_record: bool = False


class Feature(NamedTuple):
    """A tab: where its class is, which kinds of record it opens, which commands it offers from the start, and
    where the front view is that is painted before the book is open (see `ui.front`), if it has one."""

    key: str
    label: str
    icon: str
    chord: str
    place: str
    opens: tuple[str, ...] = ()
    announces: tuple[Announced, ...] = ()
    front: str = ""


FEATURES = (
    Feature(
        "today",
        N_("Today"),
        "sun",
        "Ctrl+1",
        "salesdesk.today.tab:TodayTab",
        front="salesdesk.today.front_view:TodayFront",
    ),
    Feature(
        "prospects",
        N_("Prospects"),
        "users-round",
        "Ctrl+2",
        "salesdesk.prospects.tab:ProspectsTab",
        ("party",),
        (
            Announced("prospects.new", N_("New prospect"), "user-plus"),
            Announced("prospects.new_task", N_("New task"), "calendar-check"),
            Announced("prospects.bin", N_("Bin"), "trash-2"),
        ),
        front="salesdesk.prospects.front_view:front",
    ),
    Feature(
        "sales",
        N_("Sales"),
        "handshake",
        "Ctrl+3",
        "salesdesk.sales.tab:SalesTab",
        ("deal", "quote", "sale", "product"),
        (
            Announced("sales.new_deal", N_("New deal"), "handshake"),
            Announced("sales.new_sale", N_("New sale"), "shopping-cart"),
            Announced("sales.new_quote", N_("New quote"), "file-text"),
            Announced("sales.new_payment", N_("New payment"), "banknote"),
            Announced("sales.new_product", N_("New product"), "package"),
            Announced("sales.money_owed", N_("Money to collect"), "banknote"),
            Announced("sales.set_target", N_("Set the month's target"), "target"),
            Announced("sales.quote", N_("Quote"), "file-text", on_record=True),
            Announced("sales.payment", N_("Record payment"), "banknote", on_record=True),
        ),
    ),
    Feature(
        "service",
        N_("Service"),
        "wrench",
        "Ctrl+4",
        "salesdesk.service.tab:ServiceTab",
        ("case", "owned_item", "article"),
        (Announced("service.new_case", N_("New case"), "wrench"),),
    ),
    Feature(
        "marketing",
        N_("Marketing"),
        "megaphone",
        "Ctrl+5",
        "salesdesk.marketing.tab:MarketingTab",
        ("campaign",),
        (
            Announced("marketing.new_campaign", N_("New campaign"), "megaphone"),
            Announced("marketing.record_response", N_("Record a reply"), "message-circle"),
            Announced("marketing.use_as_audience", N_("Use as audience"), "users-round", on_record=True),
        ),
    ),
    Feature("compare", N_("Compare"), "chart-line", "Ctrl+6", "salesdesk.charts.tab:CompareTab"),
)


def load(feature: Feature) -> "Callable[[Desk], Tab]":
    """The tab's class, a widget, imported when it is first shown."""
    factory: Callable[[Desk], Tab] = found_at(feature.place)
    return factory


def found_at(place: str) -> Any:
    """What a "module:name" of a `Feature` stands for, imported now."""
    module, name = place.split(":")
    return getattr(import_module(module), name)


def feature_for(kind: str) -> Feature | None:
    """The feature that opens a kind of record."""
    return next((f for f in FEATURES if kind in f.opens), None)
