"""G8: a clock that jumps years, an hour or a zone: copies and history go by sequence, no age is negative."""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.app import notices
from salesdesk.app.preferences import Preferences
from salesdesk.app.window import MainWindow
from salesdesk.base import clock, i18n
from salesdesk.base.periods import event_when, format_when
from salesdesk.parties.commands import add_party, add_task
from salesdesk.store import journal_schema, schema
from salesdesk.store.backup import KEEP_ALL, list_backups, make_backup
from salesdesk.store.database import Store
from tests.app.windows import rest

pytestmark = pytest.mark.faults

START = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
JUMPS = {
    "ten years back": timedelta(days=-3650),
    "ten years on": timedelta(days=3650),
    "an hour back": timedelta(hours=-1),
    "an hour on": timedelta(hours=1),
    "a day back": timedelta(days=-1),
    "over the spring change": timedelta(hours=3),
    "over the autumn change": timedelta(days=211, hours=1),
    "to 1970": datetime(1970, 1, 1, 1, tzinfo=UTC) - START,
}
PAIRS = list(itertools.permutations(JUMPS, 2))
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati")
NEGATIVE = re.compile(
    r"(?<![\d./–-])[-−]\d+\s*(days?|h|hours?|min|minutes?|weeks?|months?|years?|ngày|giờ|phút|tuần|tháng|năm)\b"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One shop that lives through all jumps, so that what the earlier ones left behind counts too."""
    with clock.freeze(START):
        store = Store.create(
            tmp_path_factory.mktemp("jumps") / "shop.salesdesk", shop_name="Lan", currency="USD",
            language="en", owner="Hannah", zone="Europe/Berlin",
        )  # fmt: skip
    yield store
    store.close()


def steps(store: Store) -> list[int]:
    """The steps in the order of the book."""
    with store.reading() as db:
        found = db.execute(journal_schema.change.select().order_by(journal_schema.change.c.id))
        return list(dict.fromkeys(row.step_id for row in found))


def living(store: Store) -> int:
    """How many people are in the book."""
    with store.reading() as db:
        return len(db.execute(schema.party.select().where(schema.party.c.deleted_at.is_(None))).all())


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " then ".join(pair))
def test_steps_and_undo_go_by_sequence_whatever_the_clock_says(shop: Store, pair: tuple[str, str]) -> None:
    first, second = (JUMPS[name] for name in pair)
    before = living(shop)
    for n, at in enumerate((START, START + first, START + first + second)):
        with clock.freeze(max(at, datetime(1970, 1, 1, 1, tzinfo=UTC))):
            add_party(shop, name=f"P{n}")
    order = steps(shop)
    assert order == sorted(order), "later is later"
    with clock.freeze(START):
        for n in (2, 1, 0):
            words = shop.can_undo()
            assert words is not None
            assert f"P{n}" in words
            shop.undo()
    assert living(shop) == before


def test_copies_are_ordered_by_their_sequence_whatever_the_clock_says(shop: Store) -> None:
    made = []
    for name, jump in JUMPS.items():
        with clock.freeze(max(START + jump, datetime(1970, 1, 1, 1, tzinfo=UTC))):
            add_party(shop, name=name)
            made.append(make_backup(shop.path, "manual", keep=KEEP_ALL).path.name)
            copies = list_backups(shop.path.parent / "backups")
            assert [copy.path.name for copy in copies] == made[::-1]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_an_instant_that_lies_ahead_or_far_back_has_no_negative_age(zone: str, language: str) -> None:
    i18n.set_language(language)
    for jump in JUMPS.values():
        for at, now in ((START, START + jump), (START + jump, START)):
            for said in (
                format_when(at, ZoneInfo(zone), language, now),
                event_when(at, ZoneInfo(zone), language, now),
            ):
                assert not NEGATIVE.search(said), said
                assert not said.startswith("-")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("jump", ["ten years back", "ten years on"])
def test_no_screen_shows_a_negative_age(
    jump: str, language: str, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    with clock.freeze(START):
        party_id = add_party(store, name="Lan")
        add_task(store, title="Call", kind="call", due_on=store.today(), party_id=party_id)
        make_backup(store.path, "manual")
    with clock.freeze(START + JUMPS[jump]):
        add_party(store, name="Minh")
        i18n.set_language(language)
        window = MainWindow(store, Preferences(tmp_path / "p.ini"))
        qtbot.addWidget(window)
        window.show()
        for tab in ("today", "prospects"):
            window.open_tab(tab)
            rest(window)
        window.open_record("party", party_id)
        rest(window)
        window.open_settings("backups")
        rest(window)
        notices.show_backup_age(window)
        said = [text for widget in window.findChildren(QWidget) for text in _texts(widget)]
        assert len(said) > 50
        assert [text for text in said if NEGATIVE.search(text)] == []
        window.close()


def _texts(widget: QWidget) -> Iterator[str]:
    for name in ("text", "accessibleName", "accessibleDescription", "toolTip"):
        words = getattr(widget, name, None)
        if callable(words):
            said = words()
            if isinstance(said, str) and said:
                yield said
