"""The promises of the cases on screen, reckoned once a minute and not at every paint."""

from __future__ import annotations

from datetime import datetime

from salesdesk.base import i18n
from salesdesk.base.business_hours import BusinessHours, business_hours
from salesdesk.service.promise_rules import Promise, PromiseFacts, promise_minutes, promise_now
from salesdesk.store.database import Store

_MOST = 2_000


class PromiseWords:
    """Gives the `Promise` of a case as it stands in this minute, in the current language."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[PromiseFacts, Promise] = {}
        self._reckoned_at: tuple[datetime, str] | None = None

    @property
    def hours(self) -> BusinessHours:
        """The shop's opening hours."""
        return business_hours(self._store.setting, self._store.zone)

    def of(self, facts: PromiseFacts) -> Promise:
        """How a promise stands."""
        now, language = self._store.now(), i18n.language()
        moment = (now.replace(second=0, microsecond=0), language)
        if moment != self._reckoned_at or len(self._known) > _MOST:
            self._known, self._reckoned_at = {}, moment
        promise = self._known.get(facts)
        if promise is None:
            minutes = promise_minutes(facts.priority, self._store.setting)
            promise = self._known[facts] = promise_now(facts, now, self.hours, language, minutes)
        return promise

    def forget(self) -> None:
        """Reckon everything anew: the shop's hours or promises were changed."""
        self._known = {}
