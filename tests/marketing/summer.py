"""A campaign with figures worked out by hand: the summer core change of a shop for water purifiers.

207 people bought a purifier in two districts; 23 of them said no to offers. 171 of the 184 on the list
were reached, 61 replied, 38 are qualified, 36 were called, 22 got a quote, 14 bought: for 1,928, of which
1,252 is what the goods cost us. The campaign cost 260. Six of the sales have a code as proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from salesdesk.base import clock
from salesdesk.base.money import exponent
from salesdesk.marketing.audience_commands import mark_reached, use_as_audience
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.budget_commands import add_cost, set_channel_budget
from salesdesk.marketing.commands import add_campaign, add_note, set_agreement
from salesdesk.marketing.response_commands import add_code, record_response
from salesdesk.parties.commands import add_party, hand_over, log_interaction, qualify
from salesdesk.sales.deal_commands import add_deal
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.quote_commands import add_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.store import schema as s
from salesdesk.store.database import Store

START, TODAY = date(2026, 5, 1), date(2026, 5, 14)
PEOPLE, REFUSED, REACHED, REPLIED, QUALIFIED, CALLED, QUOTED, BOUGHT = 207, 23, 171, 61, 38, 36, 22, 14
REVENUE, COST, SPENT, PROVEN, LATE = 1_928, 1_252, 260, 6, 5
CHANNELS = (("message", 60, 48, 21), ("phone", 120, 112, 12), ("leaflet", 140, 100, 5))


class Words(NamedTuple):
    """What the shop writes, in its language; ``factor`` turns the dollars above into its money."""

    campaign: str
    product: str
    core: str
    areas: tuple[str, str]
    names: Sequence[str]
    lines: Mapping4P
    notes: tuple[str, str]
    factor: int


class Mapping4P(NamedTuple):
    """The four lines of the offer."""

    product_line: str
    price_line: str
    place_line: str
    promotion_line: str


ENGLISH = Words(
    "Summer core change", "RO purifier", "Cores 1–3", ("Hulme", "Didsbury"),
    ("Amelia Hughes", "Ben Carter", "Chloe Evans", "Daniel Price", "Ella Wood", "Finn Murray", "Grace Bell"),
    Mapping4P("Cores 1–3 with fitting", "$38, free water test", "At home, same week", "2nd unit half price"),
    ("Leaflet leads mostly rent. Skip the flats next round.",
     "Agreed; budget moved to phone calls from 18 May."),
    1,
)  # fmt: skip
VIETNAMESE = Words(
    "Thay lõi mùa hè", "Máy lọc RO", "Bộ lõi 1–3", ("Hải Châu", "Sơn Trà"),
    ("Nguyễn Thị Lan", "Trần Văn Đức", "Lê Thu Hương", "Phạm Quốc Huy", "Võ Thị Mỹ", "Đặng Hữu Phước",
     "Bùi Ngọc Ánh"),
    Mapping4P("Bộ lõi 1–3, thay tận nhà", "950.000 ₫, đo nước miễn phí", "Tận nhà, trong tuần",
              "Máy thứ 2 giảm nửa giá"),
    ("Khách từ tờ rơi đa số ở thuê. Đợt sau bỏ khu chung cư.",
     "Đồng ý; chuyển ngân sách sang gọi điện từ 18/05."),
    25_000,
)  # fmt: skip


class Summer(NamedTuple):
    """The ids of what was made."""

    campaign_id: int
    product_id: int
    party_ids: list[int]
    code: str


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant on a day, UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def make_summer(store: Store, words: Words = ENGLISH) -> Summer:
    """Fill a shop with the campaign, day by day, through the commands alone; it is one undo step."""
    with store.changing("Make the summer campaign"):
        return _make(store, words)


def _make(store: Store, words: Words) -> Summer:
    money = words.factor * 10 ** exponent(store.currency)
    with clock.freeze(at(START - timedelta(days=300))):
        product_id = add_product(
            store,
            name=words.product,
            price=480 * money,
            cost=300 * money,
            group_name="RO",
            warranty_months=24,
        )
        party_ids = _buyers(store, words, product_id, money)
    with clock.freeze(at(START)):
        campaign_id = _plan(store, words, product_id, money)
    with clock.freeze(at(START + timedelta(days=2))):
        mark_reached(store, campaign_id, party_ids[:100], channel="message")
        mark_reached(store, campaign_id, party_ids[100:150], channel="phone")
        mark_reached(store, campaign_id, party_ids[150:REACHED], channel="leaflet")
    code = _replies(store, campaign_id, party_ids)
    _selling(store, words, party_ids, money)
    with clock.freeze(at(date(2026, 5, 12))):
        add_note(store, campaign_id, words.notes[0], "sales")
    with clock.freeze(at(date(2026, 5, 13))):
        add_note(store, campaign_id, words.notes[1], "marketing")
    return Summer(campaign_id, product_id, party_ids, code)


def _buyers(store: Store, words: Words, product_id: int, money: int) -> list[int]:
    ids = []
    with store.changing("Past sales") as db:
        for n in range(PEOPLE):
            name = f"{words.names[n % len(words.names)]} {n:03d}"
            consent = "no" if n >= PEOPLE - REFUSED else ("yes" if n % 3 else "")
            facts = {"area": words.areas[n % 2], "consent": consent, "state": "customer"}
            party_id = add_party(store, name=name, phone=f"0900 000 {n:03d}", prospect=False, **facts)
            _past_sale(store, db, party_id, product_id, 480 * money)
            ids.append(party_id)
    return ids


def _past_sale(store: Store, db: Connection, party_id: int, product_id: int, net: int) -> None:
    day = store.today()
    sale_id = store.insert(
        db, s.sale, party_id=party_id, status="issued", sold_on=day, net=net, total=net, paid=net
    )
    store.insert(db, s.sale_line, sale_id=sale_id, product_id=product_id, unit_price=net, net=net)
    store.insert(db, s.owned_item, party_id=party_id, product_id=product_id, sale_id=sale_id, bought_on=day)


def _plan(store: Store, words: Words, product_id: int, money: int) -> int:
    set_agreement(
        store, leads_a_month=30, call_within_hours=4, call_share=90, lead_definition="Needs cores this year"
    )
    campaign_id = add_campaign(
        store, name=words.campaign, channel="message", starts_on=START, ends_on=date(2026, 5, 31),
        budget=320 * money, **words.lines._asdict(),
    )  # fmt: skip
    for channel, planned, spent, _leads in CHANNELS:
        set_channel_budget(store, campaign_id, channel, planned * money)
        add_cost(store, campaign_id, channel=channel, amount=spent * money, spent_on=START)
    rules = (
        Condition("bought", "in", (str(product_id),)),
        Condition("last_maintenance", "more", ("5m",)),
        Condition("area", "in", words.areas),
    )
    use_as_audience(store, campaign_id, rules)
    return campaign_id


def _replies(store: Store, campaign_id: int, party_ids: Sequence[int]) -> str:
    channels = [channel for channel, _plan, _spent, leads in CHANNELS for _n in range(leads)]
    with clock.freeze(at(START + timedelta(days=4))):
        code_id = add_code(store, campaign_id, "Leaflet")
        with store.reading() as db:
            code = str(db.execute(s.offer_code.select().where(s.offer_code.c.id == code_id)).one().code)
        for n, party_id in enumerate(party_ids[:REPLIED]):
            channel = channels[n] if n < len(channels) else "message"
            proven = n < PROVEN
            record_response(
                store,
                campaign_id,
                party_id,
                trust="likely",
                channel=channel,
                code=code.lower() if proven else "",
            )
    return code


def _selling(store: Store, words: Words, party_ids: Sequence[int], money: int) -> None:
    prices = [REVENUE // BOUGHT] * (BOUGHT - 1)
    prices.append(REVENUE - sum(prices))
    costs = [COST // BOUGHT] * (BOUGHT - 1)
    costs.append(COST - sum(costs))
    for n, party_id in enumerate(party_ids[:QUALIFIED]):
        with clock.freeze(at(START + timedelta(days=5))):
            hand_over(store, party_id)
            qualify(store, party_id, {"need": "yes"}, qualified=True)
        late = n >= QUALIFIED - LATE
        if n < CALLED:
            with clock.freeze(at(START + timedelta(days=6 if late else 5), 11)):
                log_interaction(store, party_id, kind="call", outcome="reached", minutes=5)
        if n < QUOTED:
            with clock.freeze(at(START + timedelta(days=7))):
                _quote(store, words, party_id, money)
        if n < BOUGHT:
            with clock.freeze(at(START + timedelta(days=9))):
                line = LineDraft(words=words.core, unit_price=prices[n] * money, unit_cost=costs[n] * money)
                add_sale(store, lines=[line], party_id=party_id, paid=prices[n] * money, after_sale=())


def _quote(store: Store, words: Words, party_id: int, money: int) -> None:
    deal_id = add_deal(store, party_id=party_id, title=words.core, amount=138 * money)
    line = LineDraft(words=words.core, unit_price=138 * money)
    send_quote(store, add_quote(store, lines=[line], party_id=party_id, deal_id=deal_id))
