"""The sample shop in both languages, a seller of water purifiers. People, numbers, places are invented."""

from typing import NamedTuple

from salesdesk.documents.shop_details import ShopDetails


class Words(NamedTuple):
    """The same words in English and Vietnamese."""

    en: str
    vi: str

    def of(self, language: str) -> str:
        """The words in a language."""
        return self.vi if language == "vi" else self.en


class Thing(NamedTuple):
    """Something the shop sells; the price in dollars, and one dollar is 25,000 dong.

    ``cost`` is the share of the price that it costs us; ``maintenance`` months between two services.
    """

    key: str
    code: str
    name: Words
    group: Words
    dollars: float
    warranty: int = 0
    maintenance: int = 0
    cost: float = 0.65
    service: bool = False


class Person(NamedTuple):
    """Somebody the shop knows. ``since``: days ago; ``owns``: things bought then, for customers."""

    key: str
    name: Words
    area: Words
    source: str = "walk_in"
    since: int = 20
    owns: str = ""
    organisation: bool = False
    facts: tuple[tuple[str, Words], ...] = ()


class Chance(NamedTuple):
    """An open deal. ``step``: days from today of its next step, if any; ``idle``: days without a touch."""

    person: str
    title: Words
    thing: str
    dollars: int
    stage: str
    owner: int
    step: int | None
    time: str = ""
    what: Words = Words("", "")
    hot: bool = False
    idle: int = 2
    kind: str = "call"
    closes: int | None = None


PAPERS_EN = ShopDetails(
    "12 Mill Lane, Riverside",
    "020 7946 0000",
    bank="Sample Bank",
    account="00000000",
    holder="Clearwater Home",
    foot="Thank you. Goods may be returned within 7 days; keep this paper for the warranty.",
)
PAPERS_VI = ShopDetails(
    "12 Lê Lợi, Hải Châu, Đà Nẵng",
    "0236 000 0000",
    bank="970436",
    account="0000000000",
    holder="MAY LOC NUOC HOANG LONG",
    foot="Cảm ơn đã mua hàng. Đổi trả trong 7 ngày, giữ phiếu này để bảo hành.",
)
SHOP = Words("Clearwater Home", "Máy lọc nước Hoàng Long")
STAFF = (
    Words("Hannah Nguyen", "Trần Thu Hà"),
    Words("David Kim", "Quốc Bảo"),
    Words("Maria Rossi", "Ngọc Anh"),
)
RO_GROUP = Words("RO purifier", "Máy lọc RO")
_UNITS, _CORES, _SERVICE = (
    Words("Other units", "Máy khác"),
    Words("Cores and parts", "Lõi và linh kiện"),
    Words("Services", "Dịch vụ"),
)
THINGS = (
    Thing("ro10", "KAR-10HC", Words("RO 10-stage purifier, hot and cold", "Máy lọc nước RO 10 lõi nóng lạnh"),
          RO_GROUP, 396, 24, 6, 0.72),
    Thing("ro9", "KAR-9S", Words("RO purifier KAR-9S", "Máy lọc RO KAR-9S"), RO_GROUP, 356, 36, 6),
    Thing("sink", "AM-8", Words("Under-sink unit AM-8", "Máy âm tủ AM-8"), _UNITS, 445, 24, 6),
    Thing("set", "KAR-LM", Words("RO with softener", "RO kèm làm mềm"), _UNITS, 780, 24, 6),
    Thing("tank", "LM-20", Words("Water softener, 20 l", "Cột làm mềm nước 20 lít"), _CORES, 74, cost=0.6),
    Thing("whole", "LT-1", Words("Whole-house filter", "Lọc tổng đầu nguồn"), _UNITS, 2300, 36, 12),
    Thing("fountain", "CN-80", Words("Drinking fountain 80", "Cây nước 80 người"), _UNITS, 1950, 24, 3),
    Thing("chair", "NK-2", Words("Dental water unit", "Máy nước ghế nha"), _UNITS, 840, 24, 6),
    Thing("air", "LK-40", Words("Air purifier 40 m²", "Lọc khí 40 m²"), _UNITS, 310, 12),
    Thing("shower", "VS-1", Words("Shower filter", "Lọc vòi sen"), _CORES, 64),
    Thing("tap", "VD-2", Words("Second tap kit", "Bộ vòi thứ 2"), _CORES, 87),
    Thing("membrane", "MR-50", Words("RO membrane", "Màng RO"), _CORES, 104),
    Thing("vessel", "BA-12", Words("Pressure tank 12 l", "Bình áp 12 lít"), _CORES, 110),
    Thing("valve", "VT-4", Words("Valve set", "Bộ van"), _CORES, 132),
    Thing("cores", "LOI-123", Words("Cores 1–3 with fitting", "Bộ lõi 1–3, thay tận nhà"), _CORES, 38),
    Thing("pack", "GTL-1", Words("First-year core package (cores 1–3, twice)",
          "Gói thay lõi năm đầu (lõi 1–3, 2 lần)"), _SERVICE, 31.2, cost=0.55, service=True),
    Thing("fit", "CL-1", Words("Fitting and pipes", "Công lắp đặt và đường ống"), _SERVICE, 24, cost=0.3,
          service=True),
    Thing("plan", "BT-2", Words("Two-year care plan", "Gói bảo trì 2 năm"), _SERVICE, 390, service=True),
    Thing("test", "DN-1", Words("Water test at home", "Đo nước tại nhà"), _SERVICE, 20, cost=0.2,
          service=True),
)  # fmt: skip
HULME, DIDSBURY = Words("Hulme", "Hải Châu"), Words("Didsbury", "Sơn Trà")
OTHER_AREAS = (Words("Chorlton", "Cẩm Lệ"), Words("Sale", "Thanh Khê"), Words("Salford", "Liên Chiểu"),
               Words("Ancoats", "Ngũ Hành Sơn"))  # fmt: skip
PEOPLE = (
    Person("laura", Words("Laura Bennett", "Nguyễn Thị Lan"), Words("Didsbury", "Hải Châu"), "referral", 12,
           facts=(
               ("phone", Words("0161 496 0148", "0900 000 148")),
               ("address", Words("14 Mill Lane, Didsbury", "K42 Lê Lợi, Hải Châu")),
               ("needs", Words("10-stage RO, or under-sink", "Máy RO 10 lõi, hoặc máy âm tủ")),
               ("notes", Words("Family of 4, hard water. Husband decides; call before 10:00.",
                               "Nhà 4 người, nước cứng. Chồng quyết; gọi trước 10 giờ.")),
           )),
    Person("oak", Words("Oak Street Nursery", "Mầm non Hoa Sen"), HULME, "walk_in", 30, organisation=True),
    Person("daniel", Words("Daniel Okafor", "Lê Quang Vinh"), OTHER_AREAS[0], "social", 2),
    Person("roastery", Words("Roastery No. 9", "Cà phê Mộc Miên"), OTHER_AREAS[3], "search", 300, "tank",
           True),
    Person("dental", Words("Bright Dental", "Nha khoa An Phú"), OTHER_AREAS[1], "referral", 700, "chair",
           True),
    Person("karen", Words("Karen Whitfield", "Đặng Ngọc Trâm"), OTHER_AREAS[1], "social", 25),
    Person("stefan", Words("Stefan Novak", "Huỳnh Tấn Phát"), HULME, "leaflet", 8),
    Person("gym", Words("Harbour Gym", "Phòng gym Sông Hàn"), OTHER_AREAS[2], "referral", 1300, "fountain",
           True),
    Person("elaine", Words("Elaine Porter", "Trương Mỹ Duyên"), OTHER_AREAS[1], "search", 15),
    Person("ahmed", Words("Ahmed Nasser", "Phan Hoàng Nam"), OTHER_AREAS[0], "walk_in", 40),
    Person("joan", Words("Joan & Mike Ellis", "Ngô Thị Bích"), OTHER_AREAS[1], "campaign", 1900, "sink"),
    Person("linden", Words("Linden Court flats", "Chung cư Linh Đàm"), OTHER_AREAS[3], "walk_in", 35,
           organisation=True),
    Person("priya", Words("Priya Sharma", "Phạm Thu Hà"), DIDSBURY, "campaign", 800, "ro9"),
    Person("martin", Words("Martin Cole", "Đỗ Minh Đức"), OTHER_AREAS[3], "walk_in", 420, "ro9"),
    Person("grace", Words("Grace Liu", "Võ Thị Mai"), DIDSBURY, "referral", 900, "ro9",
           facts=(("phone", Words("0161 496 0134", "0900 000 134")),)),
    Person("owen", Words("Owen Hughes", "Bùi Gia Bảo"), OTHER_AREAS[1], "search", 183, "ro9"),
    Person("tom", Words("Tom Fraser", "Trần Văn Hưng"), HULME, "leaflet", 1000, "ro9"),
    Person("sue", Words("Sue Palmer", "Lê Thị Thu"), OTHER_AREAS[0], "walk_in", 500, "sink"),
    Person("ben", Words("Ben Archer", "Nguyễn Văn Bình"), HULME, "search", 914, "ro9",
           facts=(("phone", Words("0161 496 0177", "0900 000 177")),)),
    Person("lana", Words("Lana Reid", "Phạm Ngọc Lan"), DIDSBURY, "referral", 760, "ro9"),
    Person("mini", Words("Highland Minimart", "Siêu thị mini Hoàng Lân"), DIDSBURY, "walk_in", 600, "air",
           True),
)  # fmt: skip
CHANCES = (
    Chance("daniel", Words("Well water, house", "Nước giếng, nhà 5 người"), "whole", 0, "prospecting", 0, 0,
           "10:30", Words("New enquiry on WhatsApp: family of 5, well water",
                          "Khách hỏi qua Zalo: nhà 5 người, nước giếng"), idle=1),
    Chance("stefan", Words("Shower filter", "Lọc vòi sen"), "shower", 64, "prospecting", 1, 4, "",
           Words("Call about the fitting", "Gọi về việc lắp")),
    Chance("elaine", Words("Under-sink unit", "Máy âm tủ"), "sink", 445, "prospecting", 0, 6, "",
           Words("Call with the price", "Gọi báo giá")),
    Chance("karen", Words("Air purifier 40 m²", "Lọc khí 40 m²"), "air", 310, "prospecting", 1, None, idle=9),
    Chance("ahmed", Words("Whole-house filter", "Lọc tổng đầu nguồn"), "whole", 2300, "qualification", 0,
           None, idle=16),
    Chance("gym", Words("Drinking fountain", "Cây nước 80 người"), "fountain", 1950, "qualification", 2, 4,
           "", Words("Site visit", "Đến xem chỗ"), kind="visit"),
    Chance("joan", Words("Replace old unit", "Đổi máy cũ"), "sink", 520, "qualification", 1, 7, "",
           Words("Water test at home", "Đo nước tại nhà"), kind="visit"),
    Chance("laura", Words("10-stage RO", "RO 10 lõi"), "ro10", 516, "proposal", 0, 0, "09:30",
           Words("Call about the under-sink price", "Gọi lại về giá máy âm tủ"), True, 5, closes=1),
    Chance("oak", Words("Two 50 l/h units", "2 máy 50 l/h"), "ro9", 1480, "proposal", 0, -2, "10:00",
           Words("Quote Q-0181 sent 5 days ago, no reply", "Báo giá BG-0181 gửi 5 ngày chưa trả lời"), True,
           5, closes=1),
    Chance("roastery", Words("Café line, 2 taps", "Máy quán, 2 vòi"), "ro9", 890, "proposal", 2, 0, "11:00",
           Words("Send revised quote with 2 taps", "Gửi lại báo giá có 2 vòi"), True, 1, "quote", 2),
    Chance("dental", Words("Third chair + plan", "Ghế số 3 + gói bảo trì"), "chair", 1120, "negotiation", 0,
           1, "", Words("Ask for the decision", "Hỏi quyết định"), closes=2),
    Chance("linden", Words("6 flats, one invoice", "6 căn, một hóa đơn"), "ro9", 1940, "negotiation", 2, 5,
           "", Words("Agree on the terms", "Chốt điều khoản")),
)  # fmt: skip
EVENT = Words("pump recall", "thu hồi bơm")
# Week by week, the oldest first: contacts of sales and service, revenue in dollars, ratings.
SALES_CONTACTS = (22, 25, 24, 28, 27, 31, 30, 26, 33, 35, 34, 38, 36)
SERVICE_CONTACTS = (14, 13, 16, 15, 18, 17, 21, 29, 24, 19, 17, 16, 15)
REVENUE = (1120, 1240, 1040, 1400, 1320, 1600, 1520, 1000, 1760, 1880, 1720, 2080, 1970)
RATINGS = (
    (5, 4, 4, 4, 5, 4), (5, 4, 4, 5, 4), (5, 4, 4, 4, 5, 4), (5, 4, 4, 5, 4), (4, 5, 4, 5, 4), (5, 4, 5, 4),
    (4, 5, 3, 5, 4), (4, 3, 4, 5, 3), (4, 5, 3, 5, 4), (5, 4, 5, 4), (5, 5, 4, 4),
    (5, 5, 4, 5, 5, 4, 5, 4, 5, 5, 4, 5, 4), (5, 4, 5, 5, 4, 5, 4, 5, 4, 5, 4, 5, 5, 4),
)  # fmt: skip
EVENT_WEEK = 7
TARGET = 7_800
