"""Phone numbers: read as people write them, shown as people read them, found by any run of digits."""

import re
from functools import lru_cache

from salesdesk.base.fold import digits

# Vietnam moved its 11-digit mobile numbers to 10 digits in 2018.
_VN_OLD = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
DIALLING = {
    "VN": "84",
    "US": "1",
    "GB": "44",
    "CA": "1",
    "AU": "61",
    "SG": "65",
    "DE": "49",
    "FR": "33",
    "BR": "55",
}


_BARE = re.compile(r"\+?[0-9 .-]+")


@lru_cache(maxsize=4_096)
def normal(text: str, country: str) -> str | None:
    """The number in E.164 form ("+84912345678"), or None when it cannot be one.

    Rules of thumb, not a validation: 6 to 15 digits; a leading 0 is the trunk prefix of the shop's
    country; a Vietnamese number that lost its 0 in a spreadsheet gets it back. Extensions are left out.
    """
    main = text
    if not (text.isascii() and text.isdigit()) and not _BARE.fullmatch(text):
        main = text.lower().replace("(0)", "").split("x")[0].split(";")[0].split("/")[0]
    number = digits(main)
    code = DIALLING.get(country, "")
    if main.strip().startswith("+"):
        out = number
    elif number.startswith("00"):
        out = number[2:]
    elif country == "VN" and number.startswith("84") and len(number) >= 11:
        out = number
    elif country == "VN" and not number.startswith(("0", "1")) and len(number) == 9:
        out = code + number
    elif number.startswith("0") and country != "US":
        out = code + number[1:]
    elif country in ("US", "CA"):
        out = number if len(number) == 11 and number.startswith("1") else code + number
    else:
        out = number if len(number) > 10 or not code else code + number
    if out.startswith("84"):
        local = "0" + out[2:]
        if len(local) == 11 and local[:4] in _VN_OLD:
            out = "84" + (_VN_OLD[local[:4]] + local[4:])[1:]
    return "+" + out if 6 <= len(out) <= 15 else None


def digit_forms(text: str, country: str) -> str:
    """Every run of digits under which the number should be found: as typed, national, international.

    For the search index; numbers are separated by blanks.
    """
    typed = digits(text)
    if not typed:
        return ""
    forms = [typed]
    full = normal(text, country)
    if full:
        bare = full[1:]
        forms.append(bare)
        code = DIALLING.get(country, "")
        if code and bare.startswith(code):
            forms.append("0" + bare[len(code) :])
    return " ".join(dict.fromkeys(forms))


def pretty(text: str, country: str) -> str:
    """The number as it is read aloud: groups of three or four, the country's own without its code."""
    full = normal(text, country)
    if full is None:
        return text.strip()
    code = DIALLING.get(country, "")
    bare = full[1:]
    if not (code and bare.startswith(code)):
        return text.strip() if text.strip().startswith("+") else full
    rest = bare[len(code) :]
    if country == "VN":
        local = "0" + rest
        return f"{local[:4]} {local[4:7]} {local[7:]}" if len(local) == 10 else local
    if country in ("US", "CA") and len(rest) == 10:
        return f"({rest[:3]}) {rest[3:6]}-{rest[6:]}"
    if country == "GB" and len(rest) == 10:
        return f"0{rest[:3]} {rest[3:6]} {rest[6:]}" if rest[0] == "1" else f"0{rest[:4]} {rest[4:]}"
    return text.strip()
