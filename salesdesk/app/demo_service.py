"""The open cases of the sample shop with the time spent on them, and what came before them."""

from datetime import timedelta

from salesdesk.app import demo_shop as d
from salesdesk.app.demo_bulk import Helped, record_cases
from salesdesk.app.demo_ground import DAVID, HANNAH, MARIA, Ground
from salesdesk.base import clock
from salesdesk.parties.commands import add_task
from salesdesk.service.commands import add_time, edit_case, open_case, set_status, start_timer
from salesdesk.service.knowledge_commands import write_article

_OPENED = {403: 6, 405: 6, 406: 5, 407: 5, 409: 0, 410: 1, 411: 1}  # days ago, by number
_TIMER = timedelta(minutes=12, seconds=45)


def add_cases(g: Ground) -> None:
    """Eight open cases, two solved ones that wait for a rating, and Ben Archer's earlier ones."""
    _tell_of_ben(g)
    _case(g, 403, "dental", d.Words("Invoice shows the old address", "Hóa đơn sai địa chỉ cũ"), "", "new",
          HANNAH, 3, days=4, kind="complaint")  # fmt: skip
    _case(g, 405, "martin", d.Words("Pump replaced, noise again", "Đã thay bơm, hỏi lại tiếng ồn"), "ro9",
          "waiting_part", DAVID, 48, days=1)  # fmt: skip
    _case(g, 406, "roastery", d.Words("Extra kitchen tap", "Lắp thêm vòi bếp"), "", "waiting_customer", MARIA,
          14, days=4, kind="installation", deal=g.deals["roastery"])  # fmt: skip
    _case(g, 407, "owen", d.Words("Cores 1–3 at home", "Thay lõi 1–3 tận nhà"), "ro9", "scheduled", DAVID, 0,
          days=2, kind="maintenance")  # fmt: skip
    leak = _case(g, 409, "sue", d.Words("Leak under the tap", "Rò nước dưới vòi"), "sink", "new", DAVID, 22,
          left=timedelta(minutes=-38), priority="urgent",
          told=d.Words("Drips since the morning, a bowl stands below",
                       "Nhỏ giọt từ sáng, đang hứng chậu"))  # fmt: skip
    _promise_visit(g, leak)
    _case(g, 410, "grace", d.Words("Water tastes of plastic", "Nước có mùi nhựa"), "set", "new", HANNAH, 6,
          days=0 if g.early else 1)  # fmt: skip
    _case(g, 411, "gym", d.Words("How to flush after a trip", "Hỏi cách xả nước khi đi xa"), "fountain",
          "waiting_customer", MARIA, 9, days=2, kind="enquiry")  # fmt: skip
    _open_bens_case(g)
    g.number_from("case", 413)
    _write_articles(g)


def _promise_visit(g: Ground, case_id: int) -> None:
    with clock.freeze(g.now - timedelta(minutes=60)):
        add_task(
            g.store, title=g.words(d.Words("Look at the leak", "Qua xem chỗ rò")), due_on=g.today,
            kind="visit", purpose="service", party_id=g.people["sue"], case_id=case_id,
            staff_id=g.staff[DAVID],
        )  # fmt: skip


def _case(
    g: Ground, number: int, person: str, words: d.Words, thing: str, status: str, who: int, minutes: int, *,
    days: int = 0, left: timedelta | None = None, priority: str = "normal", kind: str = "fault",
    deal: int | None = None, told: d.Words | None = None,
) -> int:  # fmt: skip
    """A case promised in so many days at 17:00, or with so much time ``left`` from now."""
    g.number_from("case", number)
    party = g.people[person]
    promise = g.now + left if left is not None else g.later(days, 17)
    with clock.freeze(g.now - timedelta(days=_OPENED[number], minutes=75)):
        case_id = open_case(
            g.store, party_id=party, title=g.words(words), priority=priority, kind=kind, deal_id=deal,
            owned_item_id=g.item_of(party, thing) if thing else None, staff_id=g.staff[who],
            description=g.words(told) if told else "",
        )  # fmt: skip
        edit_case(g.store, case_id, promised_at=promise)
    with clock.freeze(g.now - timedelta(minutes=5)), g.acting(who):
        if minutes:
            add_time(g.store, case_id, minutes)
        if status != "new":
            set_status(g.store, case_id, status)
    return case_id


def _tell_of_ben(g: Ground) -> None:
    ben, tom, joan = (g.people[key] for key in ("ben", "tom", "joan"))
    washer = d.Words("Replaced the washer at the first visit", "Thay gioăng ngay lần đầu")
    shown = d.Words("Showed it on the phone", "Hướng dẫn qua điện thoại")
    heater, light = d.Words("Adjusted the heater", "Chỉnh bộ gia nhiệt"), d.Words("Reset it", "Đặt lại đèn")
    record_cases(g, [
        Helped(ben, g.day(-640), d.Words("Installation question", "Hỏi cách lắp"), shown, 4, 11, True, MARIA,
               "CS-0131"),
        Helped(ben, g.day(-268), d.Words("Leaking tap", "Rỉ nước vòi"), washer, 5, 14, True, DAVID,
               "CS-0207"),
        Helped(joan, g.day(-2), d.Words("Filter light stays on", "Báo đèn lõi lọc"), light, None, 9, None,
               MARIA, "CS-0399"),
        Helped(tom, g.day(-1), d.Words("Slow hot water", "Nước nóng chậm"), heater, None, 31, False, DAVID,
               "CS-0401"),
    ])  # fmt: skip


def _open_bens_case(g: Ground) -> None:
    g.number_from("case", 412)
    ben = g.people["ben"]
    with clock.freeze(g.now - timedelta(minutes=53)):
        case_id = open_case(
            g.store, party_id=ben, priority="high",
            title=g.words(d.Words("Purifier hums, weak flow", "Máy kêu to, nước chảy yếu")),
            owned_item_id=g.items[ben], staff_id=g.staff[DAVID],
            description=g.words(d.Words("Loud hum since yesterday; a glass takes 40 seconds to fill.",
                                        "Máy kêu to từ hôm qua; rót một ly mất 40 giây.")),
        )  # fmt: skip
        edit_case(g.store, case_id, promised_at=g.now + timedelta(minutes=108, seconds=30))
    with clock.freeze(g.now - _TIMER):
        start_timer(g.store, case_id)


def _write_articles(g: Ground) -> None:
    notes = (
        (d.Words("Core 2 is blocked", "Lõi 2 bị tắc"),
         d.Words("Pump pressure normal, flow weak: swap core 2, flush 5 minutes.",
                 "Áp bơm bình thường mà nước yếu: thay lõi 2, xả 5 phút.")),
        (d.Words("Plastic taste in a new unit", "Máy mới có mùi nhựa"),
         d.Words("Fill and empty the tank three times before the first glass.",
                 "Xả đầy và bỏ 3 bình đầu trước khi dùng.")),
    )  # fmt: skip
    with g.at(g.day(-30), 16):
        for title, body in notes:
            write_article(g.store, title=g.words(title), body=g.words(body), product_id=g.things["ro9"])
