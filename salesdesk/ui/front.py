"""What a tab's front view is made from: its first page, painted while the book is being opened.

A front view is a function ``front(place) -> QWidget | None`` named by the tab's `Feature`; None when what
was shown last cannot be shown so early. Its module, and all that it imports, needs no SQLAlchemy. The
widget may have ``focus_filter()`` (Ctrl+F) and ``give_over(tab)``, which is called as soon as the whole tab
stands in its place and hands on what was done and typed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from salesdesk.store.glimpse import Glimpse


class FrontPlace(NamedTuple):
    """``state`` is what the tab showed last (`Tab.state`, without words); ``sizes`` its kept widths by key;
    ``later(act)`` does something with the tab once the window is whole. ``seen`` may be read from only while
    the front view is made."""

    seen: Glimpse
    language: str
    state: Mapping[str, Any]
    sizes: Mapping[str, int]
    width: int
    later: Callable[[Callable[[Any], object]], None]
