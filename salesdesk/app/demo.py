"""The sample shop, made through the same commands as real work, around today."""

from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_campaign import add_campaigns
from salesdesk.app.demo_ground import Ground, lay_ground
from salesdesk.app.demo_open import add_open_deals, add_todays_work, add_won_deals
from salesdesk.app.demo_people import add_people
from salesdesk.app.demo_service import add_cases
from salesdesk.app.demo_weeks import fill_cases, fill_contacts, fill_sales, tell_past_cases
from salesdesk.app.sample_notice import SAMPLE_SETTING
from salesdesk.base.i18n import N_
from salesdesk.documents.message_commands import add_examples
from salesdesk.documents.paper_commands import change_shop_details
from salesdesk.store.database import Store

if TYPE_CHECKING:
    from salesdesk.app.first_run_page import NewShop

ZONES = {"vi": "Asia/Ho_Chi_Minh", "en": "Europe/London"}
"""Where the sample shop is, by language."""


def zone_of(language: str) -> str:
    """The sample shop's time zone; that of the English one for the test language."""
    return ZONES.get(language, ZONES["en"])


def make_demo(path: Path, language: str, shop: "NewShop | None" = None) -> Store:
    """Make the sample shop in a new book and open it. Everything in it lies around today.

    ``shop`` gives the answers of the first page: what was typed there takes the place of the sample's words.
    """
    vietnamese = language == "vi"
    store = Store.create(
        path,
        shop_name=shop.name if shop and shop.name else d.SHOP.of(language),
        currency="VND" if vietnamese else "USD",
        language=language,
        owner=shop.owner if shop and shop.owner else d.STAFF[0].of(language),
        zone=shop.zone if shop else zone_of(language),
        country="VN" if vietnamese else "GB",
    )
    with store.changing(N_("Make the sample shop"), bulk=True):
        ground = Ground(store, language)
        for make in (
            lay_ground, add_people, tell_past_cases, add_open_deals, add_won_deals, fill_sales, add_campaigns,
            add_cases, fill_cases, add_todays_work, fill_contacts,
        ):  # fmt: skip
            make(ground)
        add_examples(store)
        change_shop_details(store, d.PAPERS_VI if vietnamese else d.PAPERS_EN)
        store.set_setting(SAMPLE_SETTING, "yes")
    store.forget_steps()
    return store
