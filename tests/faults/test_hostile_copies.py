"""The campaign against changed copies has teeth: without the look at the layout it finds them taken."""

import pytest

from salesdesk.store import fetching, restore
from salesdesk.store.blueprint import SCHEMA_VERSION
from tests.faults.campaign import try_cases
from tests.faults.hostile_copies import CAMPAIGNS

pytestmark = pytest.mark.faults
CASES = ("trigger: 0", "trigger that calls: 1", "view: 0", "missing trigger: 0", "loose table: 2")


def test_without_the_look_at_the_layout_they_would_be_taken(monkeypatch):
    for place in (fetching, restore):
        monkeypatch.setattr(place, "refuse_strange", lambda _connection: SCHEMA_VERSION)
    monkeypatch.setattr(fetching.check, "check_book", lambda _path: [])
    assert all(outcome.wrong for outcome in try_cases(CAMPAIGNS[0], CASES))
