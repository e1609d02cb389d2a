"""Writing down who the shop is: what it promises, to whom, and how it speaks."""

from __future__ import annotations

from salesdesk.base.errors import UserError
from salesdesk.base.fold import nfc
from salesdesk.base.i18n import N_, _
from salesdesk.store.command import command
from salesdesk.store.database import Store

BRAND_KEYS = ("brand_promise", "brand_audience", "brand_tone", "brand_do", "brand_avoid")
LONGEST = 600


@command
def set_brand(store: Store, **words: str) -> int:
    """Change what the brand page says, by key of `BRAND_KEYS`; returns how many of its lines changed.

    Raises `UserError` (field: the key) for a text that is far too long to be read.
    """
    if strange := set(words) - set(BRAND_KEYS):
        raise TypeError(f"the brand page has no {', '.join(sorted(strange))}")
    tidied = {key: nfc(text).strip() for key, text in words.items()}
    for key, text in tidied.items():
        if len(text) > LONGEST:
            raise UserError(_("This is too long to be kept in mind. Shorten it."), key)
    changed = {key: text for key, text in tidied.items() if text != store.setting(key)}
    if changed:
        with store.changing(N_("Change the brand page")):
            for key, text in changed.items():
                store.set_setting(key, text)
    return len(changed)
