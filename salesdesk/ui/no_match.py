"""What stands in place of a list whose filter finds nothing: what to drop, and what there is without it."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.base.i18n import _, ngettext
from salesdesk.ui.widgets import EmptyState, Press


def filter_words(text: str, view: str) -> str:
    """What is filtered by, for the title: "Hulme + Hot"; ``view`` is "" for a list's first view."""
    return " + ".join(part for part in (text, view) if part)


def no_match(
    title: str,
    text: str,
    view: str,
    without: int | None,
    drop: Callable[[], object],
    clear_all: Callable[[], object],
) -> EmptyState:
    """``without``: how many records the view (called ``view``) holds without the text, None while unknown."""
    sentence = _("The filter looks at every word of this list, with or without accents.")
    if without is not None:
        sentence = ngettext(
            "Without “{text}” there is {n} under “{view}”.",
            "Without “{text}” there are {n} under “{view}”.",
            without,
        ).format(text=text, n=f"{without:,}", view=view)
    short = text if len(text) <= 24 else f"{text[:23]}…"
    primary = Press(_("Drop “{text}”").format(text=short), drop)
    return EmptyState("list-filter", title, sentence, primary, Press(_("Clear all filters"), clear_all))
