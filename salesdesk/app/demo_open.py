"""What is open in the sample shop now: a campaign, chances to sell, today's work, cases, bills."""

from datetime import timedelta

from sqlalchemy import select

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_ground import Ground
from salesdesk.base import clock
from salesdesk.base.i18n import N_
from salesdesk.base.periods import add_months, month_of
from salesdesk.marketing.audience_commands import add_members, mark_reached
from salesdesk.marketing.budget_commands import add_cost, set_channel_budget
from salesdesk.marketing.commands import add_campaign, add_note
from salesdesk.marketing.response_commands import add_code, record_response
from salesdesk.parties.commands import add_task, log_interaction, set_hot, set_next_step
from salesdesk.parties.rules import NextStep
from salesdesk.sales.deal_commands import add_deal
from salesdesk.sales.quote_commands import add_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case, set_status
from salesdesk.store import schema as s


def add_open_work(g: Ground) -> None:
    """Everything that waits for somebody."""
    _add_campaign(g)
    _add_chances(g)
    _add_todays_work(g)
    _add_open_bills(g)
    _add_open_cases(g)


def _add_campaign(g: Ground) -> None:
    start = month_of(g.day(-20)).start
    with g.at(start):
        lines = [g.words(w) for w in d.CAMPAIGN_LINES]
        campaign = add_campaign(
            g.store, name=g.words(d.CAMPAIGN), channel="message", status="running",
            starts_on=start,
            ends_on=add_months(start, 2), budget=g.money(320), product_line=lines[0],
            price_line=lines[1],
            place_line=lines[2], promotion_line=lines[3],
            goal=g.words(d.Words("30 qualified leads", "30 khách đủ tiêu chuẩn")),
        )  # fmt: skip
        for channel, plan, spent in (("message", 60, 48), ("phone", 120, 112), ("leaflet", 140, 100)):
            set_channel_budget(g.store, campaign, channel, g.money(plan))
            add_cost(g.store, campaign, channel=channel, amount=g.money(spent), spent_on=start)
        members = g.people[12:36]
        add_members(g.store, campaign, members, "message")
        code = _code(g, campaign)
    with g.at(start + timedelta(days=2)):
        mark_reached(g.store, campaign, members[:20], channel="message")
    with g.at(g.day(-6)):
        for i, party in enumerate(members[:9]):
            _reply(g, campaign, party, i, code)
        for party in members[:4]:
            line = LineDraft(g.things["cores"], lines[0], unit_price=g.money(38))
            add_sale(
                g.store,
                party_id=party,
                lines=[line],
                on=g.day(-6),
                paid=g.money(38),
                campaign_id=campaign,
                after_sale=[],
            )
        add_note(
            g.store,
            campaign,
            g.words(
                d.Words(
                    "Leaflet leads mostly rent. Skip the flats next round.",
                    "Khách tờ rơi đa số ở thuê. Lần sau bỏ chung cư.",
                )
            ),
            "sales",
        )
        add_note(
            g.store,
            campaign,
            g.words(
                d.Words("Agreed; budget moved to phone calls.", "Đồng ý; chuyển ngân sách sang gọi điện.")
            ),
            "marketing",
        )


def _code(g: Ground, campaign: int) -> str:
    code_id = add_code(g.store, campaign, g.words(d.Words("on the leaflet", "trên tờ rơi")))
    with g.store.reading() as db:
        return str(db.execute(select(s.offer_code.c.code).where(s.offer_code.c.id == code_id)).scalar_one())


def _reply(g: Ground, campaign: int, party: int, turn: int, code: str) -> None:
    channel = ("leaflet", "message", "phone")[turn % 3]
    trust = ("proof", "likely", "weak")[turn % 3]
    record_response(
        g.store, campaign, party, trust=trust, channel=channel, code=code if trust == "proof" else "",
        on=g.day(-6)
    )  # fmt: skip


def _add_chances(g: Ground) -> None:
    for chance in d.CHANCES:
        party = g.people[chance.person]
        with g.at(g.day(-chance.idle - 4), 10):
            deal = add_deal(
                g.store, party_id=party, title=g.words(chance.title),
                amount=g.money(chance.dollars),
                product_id=g.things[chance.thing],
                stage="prospecting" if chance.stage == "proposal" else chance.stage,
                staff_id=g.staff[chance.person % 3 if chance.person % 4 else 0],
            )  # fmt: skip
        with g.at(g.day(-chance.idle), 9, 12):
            log_interaction(
                g.store,
                party,
                kind="call",
                outcome="reached",
                body=g.words(d.SAID[chance.person % len(d.SAID)]),
                deal_id=deal,
                minutes=9,
            )
            if chance.stage == "proposal":
                line = LineDraft(
                    g.things[chance.thing],
                    g.words(chance.title),
                    unit_price=g.money(chance.dollars),
                )
                send_quote(g.store, add_quote(g.store, party_id=party, deal_id=deal, lines=[line]))
            if chance.hot:
                set_hot(g.store, party, True)
        _plan(g, chance, party, deal)


def _plan(g: Ground, chance: d.Chance, party: int, deal: int) -> None:
    if chance.step is not None:
        step = NextStep(g.day(chance.step), chance.time, g.words(chance.what), chance.kind, g.staff[0])
        task = set_next_step(g.store, party, step, deal)
        if chance.dollars:
            with g.store.changing(N_("Plan")) as db:
                g.store.update(db, s.task, task, amount=g.money(chance.dollars))


def _add_todays_work(g: Ground) -> None:
    def todo(person: int, words: d.Words, at: str, kind: str, purpose: str, origin: str = "person") -> int:
        sale = g.sales[-person % len(g.sales)] if origin == "plan" else None
        return add_task(
            g.store, title=g.words(words), due_on=g.today, due_time=at, kind=kind,
            purpose=purpose, origin=origin,
            party_id=g.people[person], sale_id=sale, staff_id=g.staff[0],
        )  # fmt: skip

    todo(
        12,
        d.Words("Replied to the filter-change campaign", "Trả lời chiến dịch thay lõi"),
        "14:00",
        "call",
        "marketing",
    )
    todo(
        13,
        d.Words("Tell him when the pump part arrives", "Báo khi có linh kiện bơm"),
        "15:00",
        "promise",
        "service",
    )
    todo(
        4,
        d.Words("Site visit, bring TDS meter", "Đến xem chỗ, mang bút đo TDS"),
        "16:30",
        "visit",
        "sales",
    )
    todo(
        14,
        d.Words("Is the water fine? Ask for a rating", "Nước ổn chưa? Xin chấm điểm"),
        "",
        "rating",
        "service",
        "plan",
    )
    todo(
        15,
        d.Words("Cores 1–3 due for change", "Đến hạn thay lõi 1–3"),
        "",
        "maintenance",
        "service",
        "plan",
    )


def _add_open_bills(g: Ground) -> None:
    for person, days, dollars in ((4, -6, 504), (16, 0, 196), (3, 3, 356)):
        day = g.day(min(days, 0) - 8)
        with g.at(day, 16):
            line = LineDraft(g.things["sink"], g.words(d.THINGS[2].name), unit_price=g.money(dollars))
            add_sale(
                g.store,
                party_id=g.people[person],
                lines=[line],
                on=day,
                due_on=g.day(days),
                after_sale=[],
            )


def _add_open_cases(g: Ground) -> None:
    def case(person: int, words: d.Words, hours: float, priority: str, status: str) -> None:
        with clock.freeze(g.now - timedelta(hours=hours)):
            case_id = open_case(
                g.store,
                party_id=g.people[person],
                title=g.words(words),
                priority=priority,
                product_id=g.things["ro9"],
                staff_id=g.staff[1],
            )
        if status != "new":
            with clock.freeze(g.now - timedelta(hours=hours / 2)):
                set_status(g.store, case_id, status)
        if person in (17, 18):  # one a little late, one soon: whatever the shop's hours are just now
            left = timedelta(minutes=-38 if person == 17 else 108)
            with g.store.changing(N_("Promise")) as db:
                g.store.update(db, s.service_case, case_id, promised_at=g.now + left)

    case(17, d.Words("Leak under the tap", "Rò nước dưới vòi"), 9, "urgent", "new")
    case(18, d.Words("Purifier hums, weak flow", "Máy kêu to, nước chảy yếu"), 6, "high", "working")
    case(
        13,
        d.Words("Pump replaced, noise again", "Đã thay bơm, hỏi lại tiếng ồn"),
        30,
        "normal",
        "waiting_part",
    )
    case(19, d.Words("Smell of plastic", "Nước có mùi nhựa"), 3, "normal", "new")
    case(
        7,
        d.Words("How to flush after a trip", "Hỏi cách xả nước khi đi xa"),
        26,
        "normal",
        "waiting_customer",
    )
