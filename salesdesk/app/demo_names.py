"""Invented names for the many people of the sample shop whom nobody opens: plausible, each once."""

_GIVEN = (
    "Alice", "Peter", "Rosa", "Henry", "Julia", "Victor", "Maya", "Noah", "Irene", "Simon", "Claire", "Samir",
    "Beth", "Marcus", "Olga", "Femi", "Harriet", "Luis", "Anita", "George", "Chloe", "Yusuf", "Megan",
    "Patrick",
)  # fmt: skip
_FAMILY = (
    "Carter", "Reid", "Walsh", "Barker", "Osei", "Mistry", "Kowalski", "Doyle", "Farrell", "Grant", "Hobbs",
    "Iqbal", "Jarvis", "Lowe", "Marsh", "Nolan", "Parry", "Quinn", "Rowe", "Sinclair",
)  # fmt: skip
_HO = (
    "Hoàng", "Đinh", "Nguyễn Văn", "Trần Thị", "Lê Minh", "Phạm Thị", "Vũ Đình", "Đặng Thị", "Bùi Văn",
    "Hồ Thị", "Ngô Quang", "Dương Thị", "Lý Gia", "Đỗ Thị", "Huỳnh Văn", "Võ Thị Kim", "Phan Văn", "Mai Thị",
    "Trương Quốc", "Cao Thị",
)  # fmt: skip
_TEN = (
    "Hạnh", "Hùng", "Thảo", "Tuấn", "Ngân", "Sơn", "Vy", "Khoa", "Yến", "Thắng", "Loan", "Phúc", "Hương",
    "Đạt", "Trang", "Hải", "Nhung", "Vinh", "Hiền", "Long", "Xuân", "Thành", "Tâm", "Dũng",
)  # fmt: skip


def name_of(place: int, language: str) -> str:
    """The name of one of the first 480 people, each another; the same in every sample."""
    # 24 and 20 are stepped through together, shifted by one each round, so that neighbours look unlike.
    given, family = place % 24, (place + place // 120) % 20
    if language == "vi":
        return f"{_HO[family]} {_TEN[given]}"
    return f"{_GIVEN[given]} {_FAMILY[family]}"
