"""The sample shop in both languages, a seller of water purifiers. People, numbers, places are invented."""

from typing import NamedTuple

from salesdesk.documents.shop_details import ShopDetails

SAMPLE_SETTING = "sample"
"""The shop's setting that says "yes" while its book holds the sample."""


class Words(NamedTuple):
    """The same words in English and Vietnamese."""

    en: str
    vi: str

    def of(self, language: str) -> str:
        """The words in a language."""
        return self.vi if language == "vi" else self.en


class Thing(NamedTuple):
    """Something the shop sells; the price in dollars, and one dollar is 25,000 dong."""

    key: str
    code: str
    name: Words
    group: Words
    dollars: int
    warranty: int = 0
    maintenance: int = 0


class Person(NamedTuple):
    """Somebody the shop knows."""

    name: Words
    area: Words
    source: str = "walk_in"
    organisation: bool = False


class Chance(NamedTuple):
    """An open deal. ``step``: days from today of its next step, if any; ``idle``: days without a touch."""

    person: int
    title: Words
    thing: str
    dollars: int
    stage: str
    step: int | None
    time: str = ""
    what: Words = Words("", "")
    hot: bool = False
    idle: int = 2
    kind: str = "call"


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
    Words("David Kim", "Lê Quốc Bảo"),
    Words("Maria Rossi", "Phạm Ngọc Anh"),
)
_UNITS, _CORES, _SERVICE = (
    Words("Purifiers", "Máy lọc"),
    Words("Cores", "Lõi lọc"),
    Words("Services", "Dịch vụ"),
)
THINGS = (
    Thing("ro10", "KAR-10", Words("10-stage RO purifier", "Máy RO 10 lõi"), _UNITS, 516, 24, 6),
    Thing("ro9", "KAR-9S", Words("RO purifier KAR-9S", "Máy RO KAR-9S"), _UNITS, 445, 24, 6),
    Thing("sink", "AM-8", Words("Under-sink unit", "Máy âm tủ AM-8"), _UNITS, 310, 24, 6),
    Thing("soft", "SOFT-2", Words("Water softener", "Cột làm mềm nước"), _UNITS, 780, 36, 12),
    Thing("whole", "WH-1", Words("Whole-house filter", "Lọc tổng đầu nguồn"), _UNITS, 2300, 36, 12),
    Thing("fountain", "CN-80", Words("Drinking fountain", "Cây nước 80 người"), _UNITS, 1950, 24, 3),
    Thing("air", "AIR-40", Words("Air purifier 40 m²", "Lọc khí 40 m²"), _UNITS, 310, 12),
    Thing("shower", "SH-1", Words("Shower filter", "Lọc vòi sen"), _CORES, 64, 6),
    Thing("cores", "C-123", Words("Cores 1–3 with fitting", "Lõi 1–3, thay tận nhà"), _CORES, 38),
    Thing("test", "TEST", Words("Water test at home", "Đo nước tại nhà"), _SERVICE, 20),
)
PEOPLE = (
    Person(Words("Laura Bennett", "Nguyễn Thị Lan"), Words("Didsbury", "Hải Châu"), "referral"),
    Person(Words("Oak Street Nursery", "Mầm non Hoa Sen"), Words("Hulme", "Sơn Trà"), "walk_in", True),
    Person(Words("Daniel Okafor", "Lê Quang Vinh"), Words("Chorlton", "Cẩm Lệ"), "social"),
    Person(Words("Roastery No. 9", "Cà phê Mộc Miên"), Words("Ancoats", "Hải Châu"), "search", True),
    Person(Words("Bright Dental", "Nha khoa An Phú"), Words("Didsbury", "Thanh Khê"), "referral", True),
    Person(Words("Karen Whitfield", "Đặng Ngọc Trâm"), Words("Sale", "Ngũ Hành Sơn"), "social"),
    Person(Words("Stefan Novak", "Huỳnh Tấn Phát"), Words("Hulme", "Liên Chiểu"), "leaflet"),
    Person(Words("Harbour Gym", "Phòng gym Sông Hàn"), Words("Salford", "Sơn Trà"), "referral", True),
    Person(Words("Elaine Porter", "Trương Mỹ Duyên"), Words("Sale", "Hải Châu"), "search"),
    Person(Words("Ahmed Nasser", "Phan Hoàng Nam"), Words("Chorlton", "Hòa Vang"), "walk_in"),
    Person(Words("Joan Ellis", "Ngô Thị Bích"), Words("Didsbury", "Thanh Khê"), "campaign"),
    Person(Words("Linden Court flats", "Chung cư Hoàng Lân"), Words("Hulme", "Hải Châu"), "walk_in", True),
    Person(Words("Priya Sharma", "Phạm Ngọc Lan"), Words("Didsbury", "Cẩm Lệ"), "campaign"),
    Person(Words("Martin Cole", "Đỗ Minh Đức"), Words("Ancoats", "Sơn Trà"), "walk_in"),
    Person(Words("Grace Liu", "Võ Thị Mai"), Words("Didsbury", "Hải Châu"), "referral"),
    Person(Words("Owen Hughes", "Bùi Gia Bảo"), Words("Sale", "Liên Chiểu"), "search"),
    Person(Words("Tom Fraser", "Trần Văn Hưng"), Words("Hulme", "Thanh Khê"), "leaflet"),
    Person(Words("Sue Palmer", "Lê Thị Thu"), Words("Chorlton", "Hải Châu"), "walk_in"),
    Person(Words("Ben Archer", "Nguyễn Văn Bình"), Words("Salford", "Cẩm Lệ"), "search"),
    Person(Words("Nadia Haddad", "Nguyễn Đức Anh"), Words("Hulme", "Sơn Trà"), "referral"),
)  # fmt: skip
MORE_GIVEN = (
    Words("Alice", "Hạnh"), Words("Peter", "Hùng"), Words("Rosa", "Thảo"), Words("Henry", "Tuấn"),
    Words("Julia", "Ngân"),
    Words("Victor", "Sơn"), Words("Maya", "Vy"), Words("Noah", "Khoa"), Words("Irene", "Yến"),
    Words("Simon", "Thắng"),
)  # fmt: skip
MORE_FAMILY = (Words("Carter", "Hoàng"), Words("Reid", "Đinh"))
CHANCES = (
    Chance(0, Words("10-stage RO", "RO 10 lõi"), "ro10", 516, "proposal", 0, "09:30",
           Words("Comparing 10-stage RO with under-sink, price worries",
           "So RO 10 lõi với máy âm tủ, ngại giá"), True),
    Chance(1, Words("Two 50 l/h units", "2 máy 50 l/h"), "ro9", 1480, "proposal", -2, "10:00",
           Words("Quote sent 5 days ago, no reply", "Gửi báo giá 5 ngày, chưa trả lời"), True, 5),
    Chance(2, Words("Well water, house", "Nước giếng, nhà 5 người"), "soft", 0, "prospecting", 0, "10:30",
           Words("New enquiry: family of 5, well water", "Mới hỏi: nhà 5 người, nước giếng")),
    Chance(3, Words("Café line, 2 taps", "Máy quán, 2 vòi"), "ro10", 890, "proposal", 0, "11:00",
           Words("Send revised quote with 2 taps", "Gửi lại báo giá 2 vòi"), True, 1, "quote"),
    Chance(4, Words("Third chair + plan", "Thêm ghế số 3"), "soft", 1120, "negotiation", 1, "",
           Words("Ask for the decision", "Hỏi quyết định")),
    Chance(5, Words("Air purifier 40 m²", "Lọc khí 40 m²"), "air", 310, "prospecting", None, idle=9),
    Chance(6, Words("Shower filter", "Lọc vòi sen"), "shower", 64, "prospecting", 3, "",
           Words("Call about the fitting", "Gọi về việc lắp")),
    Chance(7, Words("Drinking fountain", "Cây nước"), "fountain", 1950, "qualification", 3, "",
           Words("Site visit", "Đến xem chỗ"), kind="visit"),
    Chance(8, Words("Under-sink unit", "Máy âm tủ"), "sink", 445, "prospecting", 5, "",
           Words("Call with the price", "Gọi báo giá")),
    Chance(9, Words("Whole-house filter", "Lọc tổng"), "whole", 2300, "qualification", None, idle=16),
    Chance(10, Words("Replace old unit", "Đổi máy cũ"), "ro9", 520, "qualification", 6, "",
           Words("Water test at home", "Đo nước tại nhà"), kind="visit"),
    Chance(11, Words("6 flats, one invoice", "6 căn, một hóa đơn"), "ro9", 1940, "negotiation", 4, "",
           Words("Agree on the terms", "Chốt điều khoản")),
)  # fmt: skip
PROBLEMS = (
    Words("Leaking tap", "Rò nước vòi"),
    Words("Weak flow", "Nước chảy yếu"),
    Words("Pump hums", "Bơm kêu"),
    Words("Installation question", "Hỏi cách lắp"),
    Words("Filter light stays on", "Đèn báo lõi không tắt"),
    Words("Water tastes of plastic", "Nước có mùi nhựa"),
    Words("Wrong address on the paper", "Phiếu sai địa chỉ"),
)
FIXES = (
    Words("Changed filter core", "Thay lõi lọc"), Words("Replaced the washer", "Thay gioăng"),
    Words("Explained by phone", "Hướng dẫn qua điện thoại"),
    Words("Exchanged the pump", "Đổi bơm"),
)  # fmt: skip
SAID = (
    Words("Asked for the price list", "Hỏi bảng giá"), Words("Likes the 10-stage unit", "Thích máy 10 lõi"),
    Words("Will talk to the family first", "Bàn với gia đình đã"),
    Words("Wants to see the shop model", "Muốn xem máy mẫu"),
    Words("Explained the yearly plan", "Giải thích gói bảo trì năm"),
    Words("Asked about the warranty", "Hỏi về bảo hành"),
)  # fmt: skip
EVENT = Words("pump recall", "thu hồi bơm")
CAMPAIGN = Words("Summer core change", "Thay lõi mùa hè")
CAMPAIGN_LINES = (
    Words("Cores 1–3 with fitting", "Lõi 1–3, thay tận nhà"),
    Words("$38, free water test", "950.000 ₫, đo nước miễn phí"),
    Words("At home, same week", "Tận nhà, trong tuần"),
    Words("2nd unit half price", "Máy thứ 2 giảm nửa giá"),
)  # fmt: skip
# Week by week, the oldest first: contacts of sales and service, revenue in hundreds of dollars, ratings.
SALES_CONTACTS = (22, 25, 24, 28, 27, 31, 30, 26, 33, 35, 34, 38, 36)
SERVICE_CONTACTS = (14, 13, 16, 15, 18, 17, 21, 29, 24, 19, 17, 16, 15)
REVENUE = (11, 12, 10, 14, 13, 16, 15, 10, 18, 19, 17, 21, 20)
RATINGS = ((4, 5, 4), (5, 4, 4), (4, 4, 5), (4, 5, 4, 4), (5, 4), (5, 4, 5), (4, 4, 5, 4), (3, 4, 4, 4),
(4, 4, 5, 4), (5, 4, 5, 4),
           (5, 4, 5, 4), (5, 5, 4, 4), (5, 4, 5, 5))  # fmt: skip
EVENT_WEEK = 7
TARGET = 7_800
