"""What is being sold in the sample shop: the open deals with their quotes, what was won, what is owed."""

from datetime import timedelta

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_ground import DAVID, HANNAH, Ground
from salesdesk.app.demo_names import name_of
from salesdesk.parties.commands import add_party, add_task, edit_task, finish_task, log_interaction, set_hot
from salesdesk.parties.commands import set_next_step as plan_step
from salesdesk.parties.rules import NextStep
from salesdesk.sales.deal_commands import add_deal, lose_deal, win_deal
from salesdesk.sales.payment_plan import Part
from salesdesk.sales.payment_plan_commands import set_payment_plan
from salesdesk.sales.quote_commands import add_quote, send_quote
from salesdesk.sales.rules import LineDraft
from salesdesk.sales.sale_commands import add_sale

_QUOTES = {"oak": 181, "laura": 187, "roastery": 190}
_SOLD = {
    "laura": d.Words("10-stage RO with installation", "Máy RO 10 lõi kèm lắp đặt"),
    "oak": d.Words("Two RO units 50 l/h with fitting", "2 máy RO 50 l/h kèm lắp đặt"),
    "roastery": d.Words("RO line for a café, 2 taps", "Máy quán, 2 vòi"),
}
_LOST = (
    ("price", 445, 16), ("competitor", 516, 31), ("timing", 780, 44), ("no_answer", 310, 58),
    ("price", 396, 73), ("no_need", 64, 80),
)  # fmt: skip


def add_open_deals(g: Ground) -> None:
    """Twelve chances to sell, each with what comes next, and some that came to nothing."""
    for place, (reason, dollars, ago) in enumerate(_LOST):
        _lose(g, place, reason, dollars, ago)
    for chance in reversed(d.CHANCES):  # a new card is put on top of its column
        _add_chance(g, chance)
    _tell_of_laura(g)


def _add_chance(g: Ground, chance: d.Chance) -> None:
    party, owner = g.people[chance.person], g.staff[chance.owner]
    since = g.day(-chance.idle - (6 if chance.stage != "prospecting" else 0))
    with g.at(since, 11, 45):
        deal = add_deal(
            g.store, party_id=party, title=g.words(chance.title), amount=g.money(chance.dollars),
            product_id=g.things[chance.thing], staff_id=owner,
            stage="qualification" if chance.stage == "proposal" else chance.stage,
            likelihood=60 if chance.person == "laura" else None,
            expected_on=None if chance.closes is None else g.day(chance.closes),
        )  # fmt: skip
    g.deals[chance.person] = deal
    if chance.person in _QUOTES:
        _send_quote(g, chance, party, deal)
    else:
        with g.at(g.day(-chance.idle), 9, 12):
            words = d.Words("Asked what it would cost", "Hỏi giá")
            log_interaction(
                g.store, party, kind="call", outcome="reached", body=g.words(words), deal_id=deal, minutes=9
            )
    if chance.hot:
        set_hot(g.store, party, True)
    if chance.step is not None:
        _plan(g, chance, party, deal)


def _send_quote(g: Ground, chance: d.Chance, party: int, deal: int) -> None:
    g.number_from("quote", _QUOTES[chance.person])
    price = g.money(chance.dollars)
    with g.at(g.day(-chance.idle), 16, 20):
        thing = g.things[chance.thing]
        line = LineDraft(thing, g.words(_SOLD[chance.person]), unit_price=price)
        quote = add_quote(g.store, party_id=party, deal_id=deal, lines=[line])
        if chance.person == "laura":
            set_payment_plan(g.store, quote, _parts(g, price))
        send_quote(g.store, quote)


def _parts(g: Ground, price: int) -> list[Part]:
    """A deposit when ordered, the rest after the installation in two days."""
    deposit = g.money(156)
    return [
        Part(g.words(d.Words("Deposit", "Đặt cọc")), deposit,
             when_words=g.words(d.Words("when ordered", "khi đặt"))),
        Part(g.words(d.Words("After installation", "Sau lắp đặt")), price - deposit, g.day(2)),
    ]  # fmt: skip


def _plan(g: Ground, chance: d.Chance, party: int, deal: int) -> None:
    # What is planned for today or late was planned some days ago.
    offset = chance.step or 0
    step = NextStep(g.day(offset), chance.time, g.words(chance.what), chance.kind, g.staff[chance.owner])
    if chance.person == "roastery":
        step = step._replace(staff_id=g.staff[HANNAH])
    with g.at(g.day(min(offset, 0) - 1), 17):
        task = plan_step(g.store, party, step, deal)
        if chance.dollars:
            edit_task(g.store, task, amount=g.money(chance.dollars))


def _tell_of_laura(g: Ground) -> None:
    party, deal = g.people["laura"], g.deals["laura"]
    with g.at(g.day(-9), 10, 5):
        log_interaction(
            g.store, party, kind="visit", purpose="service", outcome="reached", minutes=40, deal_id=deal,
            title=g.words(d.Words("Water test at home", "Đo nước tại nhà")),
            body=g.words(d.Words("TDS 412 ppm, hardness 280. Recommended RO with softener.",
                                 "TDS 412 ppm, độ cứng 280. Tư vấn RO kèm cột làm mềm.")),
        )  # fmt: skip
    with g.at(g.day(-7), 17, 40):
        log_interaction(g.store, party, kind="call", outcome="no_answer", deal_id=deal)
    with g.at(g.day(-6), 9, 12):
        said = d.Words(
            "Likes the 10-stage unit. Worried about the price of cores; explained the yearly plan.",
            "Thích máy 10 lõi. Lo giá thay lõi; đã giải thích gói bảo trì theo năm.",
        )
        log_interaction(
            g.store, party, kind="call", outcome="reached", minutes=12, deal_id=deal, body=g.words(said)
        )


def _lose(g: Ground, place: int, reason: str, dollars: int, ago: int) -> None:
    with g.at(g.day(-ago - 20), 10):
        party = add_party(
            g.store, name=name_of(420 + place, g.language), area=g.words(d.OTHER_AREAS[place % 4]),
            source="walk_in", prospect=False,
        )  # fmt: skip
        deal = add_deal(
            g.store, party_id=party, amount=g.money(dollars), product_id=g.things["ro9"],
            stage="qualification", staff_id=g.staff[(0, 2)[place % 2]],
        )  # fmt: skip
    with g.at(g.day(-ago), 16):
        lose_deal(g.store, deal, reason=reason)


def add_won_deals(g: Ground) -> None:
    """What was won of late, some of it not yet paid for, and what two newcomers bought."""
    g.number_from("sale", 401)
    dental = _win(g, "dental", "chair", 1680, -10, rest=504, due=-6)
    grace = _win(g, "grace", "set", 780, -3)
    tom = _win(g, "tom", "sink", 445, -2, rest=196, due=0, owner=DAVID)
    for place, (thing, dollars, ago) in enumerate((("air", 310, -9), ("valve", 132, -3))):
        with g.at(g.day(ago - 5), 10):
            key = f"new{place}"
            g.people[key] = add_party(
                g.store, name=name_of(440 + place, g.language), phone="", source="social",
                area=g.words(d.OTHER_AREAS[place]),
            )  # fmt: skip
        _win(g, key, thing, dollars, ago, hour=10)
    with g.at(g.day(-14), 15):
        line = LineDraft(None, g.words(d.Words("Second café filter", "Máy lọc thứ 2 cho quán")),
                         unit_price=g.money(712))  # fmt: skip
        add_sale(
            g.store, party_id=g.people["roastery"], lines=[line], on=g.day(-14), paid=g.money(356),
            due_on=g.day(2), after_sale=[], staff_id=g.staff[2],
        )  # fmt: skip
    _plan_after_sales(g, dental, grace, tom)


def _win(
    g: Ground, person: str, thing: str, dollars: int, ago: int, *, rest: int = 0, due: int | None = None,
    owner: int = HANNAH, campaign: int | None = None, hour: int = 15,
) -> int:  # fmt: skip
    """What costs much is thought over first: a deal, won some days later; the id of its sale."""
    party, day = g.people[person], g.day(ago)
    names = {
        "dental": d.Words("Chairs 1–2", "Ghế số 1–2"), "grace": d.Words("RO + softener", "RO + làm mềm"),
        "tom": d.Words("Under-sink unit", "Máy âm tủ"),
    }  # fmt: skip
    with g.at(day - timedelta(days=3), 10):
        deal = add_deal(
            g.store, party_id=party, title=g.words(names[person]) if person in names else "",
            amount=g.money(dollars), product_id=g.things[thing], stage="negotiation",
            staff_id=g.staff[owner], campaign_id=campaign,
        )  # fmt: skip
    with g.at(day, hour):
        return win_deal(
            g.store, deal, amount=g.money(dollars), on=day, paid=g.money(dollars) - g.money(rest),
            after_sale=[], due_on=None if due is None else g.day(due),
        )  # fmt: skip


def win_for_campaign(g: Ground, party: int, thing: str, dollars: int, ago: int, campaign: int) -> None:
    """A deal that a campaign brought, won at once."""
    key = f"campaign{len(g.people)}"
    g.people[key] = party
    _win(g, key, thing, dollars, ago, campaign=campaign, hour=10)


def _plan_after_sales(g: Ground, dental: int, grace: int, tom: int) -> None:
    owen = g.items[g.people["owen"]]
    tasks = (
        ("dental", d.Words("Balance", "Thu nốt"), "payment", "sales", 6, "", dental, HANNAH),
        ("tom", d.Words("Install the under-sink unit", "Lắp máy âm tủ"), "installation", "service", 2,
         "10:00", tom, DAVID),
        ("grace", d.Words("Is the water fine? Ask for a rating", "Nước dùng ổn không? Xin điểm hài lòng"),
         "rating", "service", 0, "", grace, HANNAH),
    )  # fmt: skip
    with g.at(g.day(-1), 17):
        for person, words, kind, purpose, offset, at, sale, who in tasks:
            add_task(
                g.store, title=g.words(words), due_on=g.day(offset), due_time=at, kind=kind,
                purpose=purpose, origin="plan" if kind == "rating" else "person",
                party_id=g.people[person], sale_id=sale, staff_id=g.staff[who],
            )  # fmt: skip
        add_task(
            g.store, title=g.words(d.Words("Cores 1–3 due for change", "Đến kỳ thay lõi 1–3")),
            due_on=g.today, kind="maintenance", purpose="service", origin="plan", amount=g.money(38),
            party_id=g.people["owen"], owned_item_id=owen, sale_id=g.sale_of(owen), staff_id=g.staff[HANNAH],
        )  # fmt: skip
        _plan_visits(g)


def _plan_visits(g: Ground) -> None:
    """Core changes and installations of the coming days, for the calendar of jobs."""
    change = g.words(d.Words("Cores 1–3 change", "Thay lõi 1–3"))
    for place, (offset, at, who) in enumerate(
        ((1, "08:30", 1), (1, "14:00", 1), (4, "09:00", 1), (5, "10:30", 2), (5, "15:00", 1), (7, "08:30", 1))
    ):
        party = g.others[place * 4 + 3]
        add_task(
            g.store, title=change, due_on=g.day(offset), due_time=at, kind="maintenance", purpose="service",
            party_id=party, owned_item_id=g.items.get(party), staff_id=g.staff[who],
        )  # fmt: skip


def add_todays_work(g: Ground) -> None:
    """The rest of today's calls and promises; one of them is done."""
    with g.at(g.day(-1), 17):
        add_task(
            g.store, title=g.words(d.Words("Replied to the filter-change campaign",
                                           "Phản hồi chiến dịch thay lõi mùa hè")),
            due_on=g.today, due_time="14:00", kind="call", purpose="marketing", amount=g.money(38),
            party_id=g.people["priya"], staff_id=g.staff[HANNAH],
        )  # fmt: skip
        add_task(
            g.store, title=g.words(d.Words("Tell him when the pump part arrives",
                                           "Báo ngày linh kiện bơm về")),
            due_on=g.today, due_time="15:00", kind="promise", purpose="service",
            party_id=g.people["martin"], case_id=g.case_of(g.people["martin"]), staff_id=g.staff[HANNAH],
        )  # fmt: skip
        visit = add_task(
            g.store, title=g.words(d.Words("Site visit, bring TDS meter",
                                           "Khảo sát tại chỗ, mang bút đo TDS")),
            due_on=g.today, due_time="16:30", kind="visit", purpose="sales",
            party_id=g.people["dental"], staff_id=g.staff[HANNAH],
        )  # fmt: skip
    finish_task(g.store, visit)
