"""The sample shop, made through the same commands as real work, around today: always rich in things to do."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from salesdesk.app import demo_shop as d
from salesdesk.base import clock
from salesdesk.base.i18n import N_
from salesdesk.base.ids import new_id
from salesdesk.base.periods import add_months, month_of, week_of
from salesdesk.charts.commands import add_event
from salesdesk.marketing.budget_commands import add_cost, set_channel_budget
from salesdesk.marketing.commands import add_campaign, add_note, set_agreement
from salesdesk.marketing.audience_commands import add_members, mark_reached
from salesdesk.marketing.response_commands import add_code, record_response
from salesdesk.parties.commands import add_party, add_task, log_interaction
from salesdesk.parties.rules import NextStep
from salesdesk.sales.deal_commands import add_deal
from salesdesk.sales.payment_commands import set_target
from salesdesk.sales.product_commands import add_product
from salesdesk.sales.quote_commands import add_quote, send_quote
from salesdesk.sales.rules import CareStepDraft, LineDraft
from salesdesk.sales.sale_commands import add_sale
from salesdesk.service.commands import open_case, resolve_case, set_status
from salesdesk.staff.commands import add_staff, edit_staff
from salesdesk.store import schema as s
from salesdesk.store.database import Store

if TYPE_CHECKING:
    from salesdesk.app.first_run_page import NewShop

SEED, RATE, WEEKS = 7, 25_000, 13


def make_demo(path: Path, language: str, shop: "NewShop | None" = None) -> Store:
    """Make the sample shop in a new book and open it. Everything in it lies around today."""
    vietnamese = language == "vi"
    store = Store.create(
        path,
        shop_name=d.SHOP.of(language),
        currency="VND" if vietnamese else "USD",
        language=language,
        owner=shop.owner if shop else d.STAFF[0].of(language),
        zone=shop.zone if shop else "Asia/Ho_Chi_Minh" if vietnamese else "Europe/London",
        country="VN" if vietnamese else "GB",
    )
    with store.changing(N_("Make the sample shop"), bulk=True):
        _Demo(store, language).make()
    store.forget_steps()
    return store


class _Demo:
    """Makes the shop step by step; holds the ids that later steps need."""

    def __init__(self, store: Store, language: str) -> None:
        self._store, self._language = store, language
        self._rng = random.Random(SEED)  # noqa: S311 - the same sample every time
        self._today = store.today()
        self._now = clock.now()
        self._staff: list[int] = []
        self._things: dict[str, int] = {}
        self._people: list[int] = []
        self._sales: list[int] = []

    def make(self) -> None:
        """Everything, the oldest first."""
        with self._at(self._day(-WEEKS * 7 - 5)):
            self._add_staff()
            self._add_things()
            self._add_people()
            self._set_goals()
        for week in range(WEEKS):
            self._live_week(week)
        self._add_campaign()
        self._add_chances()
        self._add_todays_work()
        self._add_open_cases()

    def _words(self, words: d.Words) -> str:
        return words.of(self._language)

    def _money(self, dollars: float) -> int:
        return round(dollars * RATE) if self._language == "vi" else round(dollars * 100)

    def _day(self, offset: int) -> date:
        return self._today + timedelta(days=offset)

    def _at(self, day: date, hour: int = 9, minute: int = 0):  # type: ignore[no-untyped-def]
        """The clock at a time of a past day (or now, should that be still to come)."""
        moment = datetime.combine(day, time(hour, minute), self._store.zone).astimezone(UTC)
        return clock.freeze(min(moment, self._now))

    def _add_staff(self) -> None:
        self._staff = [self._store.staff_id or 0]
        edit_staff(self._store, self._staff[0], roles="owner,sales,marketing")
        for name, roles in ((d.STAFF[1], "service"), (d.STAFF[2], "sales,service")):
            self._staff.append(
                add_staff(self._store, name=self._words(name), roles=roles, reports_to_id=self._staff[0])
            )

    def _add_things(self) -> None:
        for t in d.THINGS:
            care = (
                [CareStepDraft(self._words(d.THINGS[8].name), "maintenance", 0, t.maintenance, t.maintenance)]
                if t.maintenance
                else []
            )
            self._things[t.key] = add_product(
                self._store, name=self._words(t.name), code=t.code, group_name=self._words(t.group), price=self._money(t.dollars),
                cost=self._money(t.dollars * 0.64), warranty_months=t.warranty, maintenance_months=t.maintenance,
                kind="service" if t.key == "test" else "goods", care=care,
            )  # fmt: skip

    def _add_people(self) -> None:
        vietnamese = self._language == "vi"
        extra = [
            d.Person(d.Words(f"{g.en} {f.en}", f"{f.vi} {g.vi}"), d.PEOPLE[i].area, "walk_in")
            for i, (f, g) in enumerate((f, g) for f in d.MORE_FAMILY for g in d.MORE_GIVEN)
        ]
        for i, person in enumerate((*d.PEOPLE, *extra)):
            # 0900 000 0xx and 0161 496 0xxx: numbers that nobody has.
            phone = f"0900 000 {100 + i}" if vietnamese else f"0161 496 0{100 + i}"
            self._people.append(
                add_party(
                    self._store,
                    name=self._words(person.name),
                    phone=phone,
                    area=self._words(person.area),
                    source=person.source,
                    kind="organisation" if person.organisation else "person",
                    staff_id=self._staff[i % 3],
                    consent="message" if i % 3 else "",
                    consent_on=self._day(-WEEKS * 7) if i % 3 else None,
                )  # fmt: skip
            )

    def _set_goals(self) -> None:
        for back in range(4):
            set_target(
                self._store,
                month_on=add_months(month_of(self._today).start, -back),
                amount=self._money(d.TARGET),
            )
        set_agreement(
            self._store,
            leads_a_month=30,
            call_within_hours=4,
            call_share=90,
            lead_definition=self._words(
                d.Words(
                    "Has a need, can decide, wants it within 3 months",
                    "Có nhu cầu, tự quyết định, mua trong 3 tháng",
                )
            ),
        )
        start = self._week_start(d.EVENT_WEEK)
        add_event(self._store, name=self._words(d.EVENT), from_on=start, to_on=start + timedelta(days=6))

    # The thirteen weeks behind

    def _week_start(self, week: int) -> date:
        return week_of(self._today).start - timedelta(weeks=WEEKS - 1 - week)

    def _days_of(self, week: int) -> list[date]:
        start = self._week_start(week)
        return [day for day in (start + timedelta(days=i) for i in range(6)) if day < self._today] or [
            self._day(-1)
        ]

    def _share(self, week: int) -> float:
        # The week that is still running has had only part of its contacts.
        return len(self._days_of(week)) / 6 if week == WEEKS - 1 else 1.0

    def _live_week(self, week: int) -> None:
        days = self._days_of(week)
        self._log_contacts(days, "sales", round(d.SALES_CONTACTS[week] * self._share(week)))
        self._log_contacts(
            days,
            "service",
            max(round(d.SERVICE_CONTACTS[week] * self._share(week)) - len(d.RATINGS[week]), 0),
        )
        self._sell(days, d.REVENUE[week] * 100 * self._share(week))
        for i, score in enumerate(d.RATINGS[week]):
            self._solve(days[i % len(days)], score)

    def _log_contacts(self, days: list[date], purpose: str, count: int) -> None:
        kinds = (
            ("call", "call", "call", "visit", "message", "negotiation")
            if purpose == "sales"
            else ("call", "call", "message", "visit", "chat")
        )
        rows = []
        for _i in range(count):
            day = self._rng.choice(days)
            at = datetime.combine(
                day, time(self._rng.randrange(8, 17), self._rng.randrange(60)), self._store.zone
            )
            rows.append({
                "id": new_id(), "party_id": self._rng.choice(self._people), "kind": self._rng.choice(kinds), "purpose": purpose,
                "minutes": self._rng.randrange(5, 40), "outcome": "reached", "body": self._words(self._rng.choice(d.SAID)),
                "staff_id": self._staff[self._who(purpose)], "at": at.astimezone(UTC), "day": day,
            })  # fmt: skip
        if rows:
            with self._store.changing(N_("Log contacts")) as db:
                db.execute(insert(s.interaction), rows)

    def _who(self, purpose: str) -> int:
        return self._rng.choices((0, 1, 2), (5, 1, 4) if purpose == "sales" else (2, 6, 2))[0]

    def _sell(self, days: list[date], dollars: float) -> None:
        left = dollars
        while left > 15:
            fitting = [t for t in d.THINGS if t.dollars <= left * 1.15 and t.dollars <= 800] or [d.THINGS[-1]]
            thing = self._rng.choice(fitting)
            buyer = self._people[14 + len(self._sales) % (len(self._people) - 14)]
            day = self._rng.choice(days)
            price = self._money(thing.dollars)
            with self._at(day, 15):
                line = LineDraft(self._things[thing.key], self._words(thing.name), unit_price=price)
                self._sales.append(
                    add_sale(
                        self._store,
                        party_id=buyer,
                        lines=[line],
                        on=day,
                        paid=price,
                        after_sale=[],
                        staff_id=self._staff[self._who("sales")],
                    )  # fmt: skip
                )
            left -= thing.dollars

    def _solve(self, day: date, score: int) -> None:
        who = self._people[14 + self._rng.randrange(len(self._people) - 14)]
        with self._at(day, 9, self._rng.randrange(50)):
            case_id = open_case(
                self._store,
                party_id=who,
                title=self._words(self._rng.choice(d.PROBLEMS)),
                kind=self._rng.choice(("fault", "fault", "enquiry")),
                staff_id=self._staff[self._who("service")],
            )
        minutes = self._rng.randrange(8, 30)
        with self._at(day, 11):
            with self._store.changing(N_("Add time")) as db:
                now = self._store.now()
                self._store.insert(
                    db,
                    s.time_entry,
                    case_id=case_id,
                    staff_id=self._staff[1],
                    started_at=now - timedelta(minutes=minutes),
                    ended_at=now,
                    seconds=minutes * 60,
                )
                self._store.update(db, s.service_case, case_id, handling_minutes=minutes)
            resolve_case(
                self._store,
                case_id,
                resolution=self._words(self._rng.choice(d.FIXES)),
                first_contact=self._rng.random() < 0.68,
                score=score,
            )

    # What is open now

    def _add_campaign(self) -> None:
        start = month_of(self._day(-20)).start
        with self._at(start):
            lines = [self._words(w) for w in d.CAMPAIGN_LINES]
            campaign = add_campaign(
                self._store, name=self._words(d.CAMPAIGN), channel="message", status="running", starts_on=start,
                ends_on=add_months(start, 2), budget=self._money(320), product_line=lines[0], price_line=lines[1],
                place_line=lines[2], promotion_line=lines[3], goal=self._words(d.Words("30 qualified leads", "30 khách đủ tiêu chuẩn")),
            )  # fmt: skip
            for channel, plan, spent in (("message", 60, 48), ("phone", 120, 112), ("leaflet", 140, 100)):
                set_channel_budget(self._store, campaign, channel, self._money(plan))
                add_cost(self._store, campaign, channel=channel, amount=self._money(spent), spent_on=start)
            members = self._people[12:36]
            add_members(self._store, campaign, members, "message")
            code = self._code(campaign)
        with self._at(start + timedelta(days=2)):
            mark_reached(self._store, campaign, members[:20], channel="message")
        with self._at(self._day(-6)):
            for i, party in enumerate(members[:9]):
                self._reply(campaign, party, i, code)
            for party in members[:4]:
                line = LineDraft(self._things["cores"], lines[0], unit_price=self._money(38))
                add_sale(
                    self._store,
                    party_id=party,
                    lines=[line],
                    on=self._day(-6),
                    paid=self._money(38),
                    campaign_id=campaign,
                    after_sale=[],
                )
            add_note(
                self._store,
                campaign,
                self._words(
                    d.Words(
                        "Leaflet leads mostly rent. Skip the flats next round.",
                        "Khách tờ rơi đa số ở thuê. Lần sau bỏ chung cư.",
                    )
                ),
                "sales",
            )
            add_note(
                self._store,
                campaign,
                self._words(
                    d.Words("Agreed; budget moved to phone calls.", "Đồng ý; chuyển ngân sách sang gọi điện.")
                ),
                "marketing",
            )

    def _code(self, campaign: int) -> str:
        code_id = add_code(self._store, campaign, self._words(d.Words("on the leaflet", "trên tờ rơi")))
        with self._store.reading() as db:
            return str(
                db.execute(select(s.offer_code.c.code).where(s.offer_code.c.id == code_id)).scalar_one()
            )

    def _reply(self, campaign: int, party: int, turn: int, code: str) -> None:
        channel = ("leaflet", "message", "phone")[turn % 3]
        trust = ("proof", "likely", "weak")[turn % 3]
        record_response(
            self._store, campaign, party, trust=trust, channel=channel, code=code if trust == "proof" else "", on=self._day(-6)
        )  # fmt: skip

    def _add_chances(self) -> None:
        for chance in d.CHANCES:
            party = self._people[chance.person]
            with self._at(self._day(-chance.idle - 4), 10):
                deal = add_deal(
                    self._store, party_id=party, title=self._words(chance.title), amount=self._money(chance.dollars),
                    product_id=self._things[chance.thing], stage="prospecting" if chance.stage == "proposal" else chance.stage,
                    staff_id=self._staff[chance.person % 3 if chance.person % 4 else 0],
                )  # fmt: skip
            with self._at(self._day(-chance.idle), 9, 12):
                log_interaction(
                    self._store,
                    party,
                    kind="call",
                    outcome="reached",
                    body=self._words(d.SAID[chance.person % len(d.SAID)]),
                    deal_id=deal,
                    minutes=9,
                )
                if chance.stage == "proposal":
                    line = LineDraft(
                        self._things[chance.thing],
                        self._words(chance.title),
                        unit_price=self._money(chance.dollars),
                    )
                    send_quote(
                        self._store, add_quote(self._store, party_id=party, deal_id=deal, lines=[line])
                    )
                if chance.hot:
                    from salesdesk.parties.commands import set_hot

                    set_hot(self._store, party, True)
            self._plan(chance, party, deal)

    def _plan(self, chance: d.Chance, party: int, deal: int) -> None:
        from salesdesk.parties.commands import set_next_step

        if chance.step is not None:
            step = NextStep(
                self._day(chance.step), chance.time, self._words(chance.what), chance.kind, self._staff[0]
            )
            task = set_next_step(self._store, party, step, deal)
            if chance.dollars:
                with self._store.changing(N_("Plan")) as db:
                    self._store.update(db, s.task, task, amount=self._money(chance.dollars))

    def _add_todays_work(self) -> None:
        def todo(
            person: int, words: d.Words, at: str, kind: str, purpose: str, origin: str = "person"
        ) -> int:
            sale = self._sales[-person % len(self._sales)] if origin == "plan" else None
            return add_task(
                self._store, title=self._words(words), due_on=self._today, due_time=at, kind=kind, purpose=purpose, origin=origin,
                party_id=self._people[person], sale_id=sale, staff_id=self._staff[0],
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
        for person, days, dollars in ((4, -6, 504), (16, 0, 196), (3, 3, 356)):
            day = self._day(min(days, 0) - 8)
            with self._at(day, 16):
                line = LineDraft(
                    self._things["sink"], self._words(d.THINGS[2].name), unit_price=self._money(dollars)
                )
                add_sale(
                    self._store,
                    party_id=self._people[person],
                    lines=[line],
                    on=day,
                    due_on=self._day(days),
                    after_sale=[],
                )

    def _add_open_cases(self) -> None:
        def case(person: int, words: d.Words, hours: float, priority: str, status: str) -> None:
            with clock.freeze(self._now - timedelta(hours=hours)):
                case_id = open_case(
                    self._store,
                    party_id=self._people[person],
                    title=self._words(words),
                    priority=priority,
                    product_id=self._things["ro9"],
                    staff_id=self._staff[1],
                )
            if status != "new":
                with clock.freeze(self._now - timedelta(hours=hours / 2)):
                    set_status(self._store, case_id, status)
            if person in (17, 18):  # one a little late, one soon: whatever the shop's hours are just now
                left = timedelta(minutes=-38 if person == 17 else 108)
                with self._store.changing(N_("Promise")) as db:
                    self._store.update(db, s.service_case, case_id, promised_at=self._now + left)

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
