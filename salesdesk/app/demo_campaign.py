"""The campaigns of the sample shop: one that runs, its people from reached to bought, and one before it."""

from datetime import date, timedelta

from sqlalchemy import select

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_ground import HANNAH, Ground
from salesdesk.app.demo_open import win_for_campaign
from salesdesk.base.periods import add_months, month_of
from salesdesk.marketing.audience_commands import mark_reached, save_segment, use_as_audience
from salesdesk.marketing.audience_rules import Condition
from salesdesk.marketing.budget_commands import add_cost, set_channel_budget
from salesdesk.marketing.commands import add_campaign, add_note, end_campaign
from salesdesk.marketing.response_commands import add_code, record_response
from salesdesk.parties.commands import edit_party, log_interaction, qualify
from salesdesk.sales.quote_commands import add_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.store import schema as s

NAME = d.Words("Summer core change", "Thay lõi mùa hè")
BEFORE = d.Words("Spring referral", "Giới thiệu bạn mùa xuân")
REACHED, REPLIED, QUALIFIED, CALLED, IN_TIME, QUOTED, BOUGHT = 171, 61, 38, 36, 33, 22, 14
_TALKED = (-9, -8, -7, -6, -3, -2)  # days from today on which people replied
_LEADS = {"message": 21, "phone": 12, "leaflet": 5}  # the qualified ones by channel
_DEALS = (("shower", 64), ("tap", 87), ("membrane", 104), ("vessel", 110))
_COUNTER = (38, 38, 38, 72, 38, 38, 38, 38)
_LINES = (
    d.Words("Cores 1–3 with fitting", "Bộ lõi 1–3, thay tận nhà"),
    d.Words("$38, free water test", "950.000 ₫, đo nước miễn phí"),
    d.Words("At home, same week", "Tận nhà, trong tuần"),
    d.Words("2nd unit half price", "Máy thứ 2 giảm nửa giá"),
)  # fmt: skip
_NOTES = (
    (-2, "sales", d.Words("Leaflet leads mostly rent. Skip the flats next round.",
                          "Khách từ tờ rơi đa số ở thuê. Đợt sau bỏ khu chung cư.")),
    (-1, "marketing", d.Words("Agreed; budget moved to phone calls from Monday.",
                              "Đồng ý; chuyển ngân sách sang gọi điện từ thứ Hai.")),
)  # fmt: skip


def add_campaigns(g: Ground) -> None:
    """The one before, the running one, and a planned one."""
    _add_spring(g)
    campaign = _add_summer(g)
    leads = _leads(g)
    _answer(g, campaign, leads)
    _work_the_leads(g, campaign, leads)
    with g.at(g.day(-3), 10):
        add_campaign(
            g.store, name=g.words(d.Words("Air purifier autumn", "Lọc khí mùa thu")), channel="social",
            status="planned", starts_on=add_months(month_of(g.today).start, 3), budget=g.money(240),
            ends_on=add_months(month_of(g.today).start, 4), goal=g.words(d.Words("20 leads", "20 khách")),
        )  # fmt: skip


def _add_spring(g: Ground) -> None:
    start = add_months(_start(g), -2)
    ended = _start(g) - timedelta(days=1)
    with g.at(start):
        campaign = add_campaign(
            g.store, name=g.words(BEFORE), channel="word_of_mouth", status="running", starts_on=start,
            ends_on=ended, budget=g.money(180),
        )  # fmt: skip
    sales, profit = _late_sales(g, start, ended)
    for sale, party, on in sales:
        record_response(
            g.store, campaign, party, trust="likely", on=on, channel="word_of_mouth", sale_id=sale
        )
    with g.at(start, 12):
        cost = max(round(profit / 1.92), 1)  # it brought back 92 % more than it had cost
        add_cost(g.store, campaign, channel="word_of_mouth", amount=cost, spent_on=start)
    with g.at(ended, 18):
        end_campaign(g.store, campaign)
    laura, grace = g.people["laura"], g.people["grace"]
    with g.at(g.day(-12), 11, 41):
        record_response(
            g.store, campaign, laura, trust="likely", channel="word_of_mouth",
            words=g.words(d.Words("Agreed to receive offers by text.", "Đồng ý nhận ưu đãi qua Zalo.")),
        )  # fmt: skip
        edit_party(g.store, laura, campaign_id=campaign, referred_by_id=grace)


def _late_sales(g: Ground, start: date, ended: date) -> tuple[list[tuple[int, int, date]], int]:
    """The newcomers' sales of the weeks before: what the earlier campaign brought."""
    t = s.sale.c
    with g.store.reading() as db:
        rows = db.execute(
            select(t.id, t.party_id, t.sold_on, t.net, t.cost)
            .where(t.sold_on.between(start, ended), ~t.repeat, t.deal_id.is_(None), t.party_id.is_not(None))
            .order_by(t.sold_on)
            .limit(4)
        ).all()
    return [(row[0], row[1], row[2]) for row in rows], sum(row.net - row.cost for row in rows)


def _start(g: Ground) -> date:
    return month_of(g.day(-9)).start


def _add_summer(g: Ground) -> int:
    start = _start(g)
    with g.at(start, 9):
        campaign = add_campaign(
            g.store, name=g.words(NAME), channel="message", status="running", starts_on=start,
            ends_on=month_of(g.today).end, budget=g.money(320), product_id=g.things["cores"],
            staff_id=g.staff[HANNAH], goal=g.words(d.Words("30 qualified leads", "30 khách đủ tiêu chuẩn")),
            **dict(zip(("product_line", "price_line", "place_line", "promotion_line"), map(g.words, _LINES),
                       strict=True)),
        )  # fmt: skip
        for channel, plan, spent in (("message", 60, 48), ("phone", 120, 112), ("leaflet", 140, 100)):
            set_channel_budget(g.store, campaign, channel, g.money(plan))
            add_cost(g.store, campaign, channel=channel, amount=g.money(spent), spent_on=start)
        rules = (
            Condition("bought_group", "in", (g.words(d.RO_GROUP),)),
            Condition("last_maintenance", "more", ("5m",)),
            Condition("area", "in", (g.words(d.HULME), g.words(d.DIDSBURY))),
        )
        use_as_audience(g.store, campaign, rules)
        save_segment(g.store, g.words(d.Words("RO owners nearby", "Chủ máy RO gần tiệm")), rules[::2])
    for offset, side, words in _NOTES:
        with g.at(g.day(offset), 16):
            add_note(g.store, campaign, g.words(words), side)
    return campaign


def _leads(g: Ground) -> list[int]:
    """Those who reply: Grace, Tom and twelve others buy, then come those who only got a quote, and so on."""
    named = [g.people[key] for key in ("grace", "tom")]
    return [*named, *_willing(g)[: REPLIED - 3], g.people["priya"]]


def _willing(g: Ground) -> list[int]:
    p = s.party.c
    with g.store.reading() as db:
        refused = set(db.execute(select(p.id).where(p.consent == "no")).scalars())
    return [party for party in g.quiet if party not in refused]


def _answer(g: Ground, campaign: int, leads: list[int]) -> None:
    m = s.campaign_member.c
    with g.store.reading() as db:
        members = list(db.execute(select(m.party_id).where(m.campaign_id == campaign)).scalars())
    first = [*leads, g.people["ben"]]
    rest = [party for party in members if party not in first]
    with g.at(g.day(-10), 10):
        mark_reached(g.store, campaign, [*first, *rest][:REACHED], channel="message")
        code = _code(g, campaign)
    channels = [channel for channel, n in _LEADS.items() for _n in range(n)]
    channels += ["message", "phone"] * REPLIED
    for place, party in enumerate(leads):
        with g.at(g.day(_TALKED[place % 6]), 11, place % 60):
            record_response(
                g.store, campaign, party, trust="likely", channel=channels[place],
                code=code if place < BOUGHT else "",
            )  # fmt: skip


def _code(g: Ground, campaign: int) -> str:
    """The code that buyers showed: it proves what brought them."""
    made = add_code(g.store, campaign, g.words(d.Words("in the message and on the leaflet",
                                                       "trong tin nhắn và trên tờ rơi")))  # fmt: skip
    with g.store.reading() as db:
        return str(db.execute(select(s.offer_code.c.code).where(s.offer_code.c.id == made)).scalar_one())


def _work_the_leads(g: Ground, campaign: int, leads: list[int]) -> None:
    answers = {"need": "yes", "decision_maker": "yes", "timing": "yes"}
    said = g.words(d.Words("Wants the core change", "Muốn thay lõi"))
    for place, party in enumerate(leads[:QUALIFIED]):
        day = g.day(_TALKED[place % 6])
        with g.at(day, 11, place % 60):
            qualify(g.store, party, answers, qualified=True)
        if place >= CALLED:
            continue
        late = place >= IN_TIME
        with g.at(day + timedelta(days=3) if late else day, 15, place % 60):
            log_interaction(
                g.store, party, kind="call", outcome="reached", minutes=6, body=said, campaign_id=campaign
            )
    _sell(g, campaign, leads)


def _sell(g: Ground, campaign: int, leads: list[int]) -> None:
    for place, (thing, dollars) in enumerate(_DEALS, 2):
        win_for_campaign(g, leads[place], thing, dollars, -3, campaign)
    for place, dollars in enumerate(_COUNTER, 2 + len(_DEALS)):
        on = g.day(-1 - place % 6)
        price = g.money(dollars)
        line = LineDraft(
            g.things["cores"], g.words(_LINES[0]), unit_price=price, unit_cost=round(price * 0.648)
        )
        with g.at(on, 16):
            add_sale(
                g.store, party_id=leads[place], lines=[line], on=on, paid=price, campaign_id=campaign,
                after_sale=[], staff_id=g.staff[HANNAH],
            )  # fmt: skip
    g.number_from("quote", 168)
    for place in range(BOUGHT, QUOTED):
        with g.at(g.day(-1), 14, place):
            line = LineDraft(g.things["cores"], g.words(_LINES[0]), unit_price=g.money(38))
            send_quote(g.store, add_quote(g.store, party_id=leads[place], lines=[line]))
    g.number_from("quote", 191)
