"""Vietnamese letters of the time before Unicode: TCVN3 (fonts named .VnTime) and VNI (VNI-Times).

Both draw Vietnamese letters at places where Windows-1252 has others, so that "Nguyễn" reads "NguyÔn"
in one and "Nguyeãn" in the other. Python knows neither. The functions here turn the letters as
Windows-1252 or Unicode shows them into the letters that were meant.
"""

import re

# The letters of bytes 0xA1 to 0xFF; 0x80 to 0xA0 keep their Windows-1252 meaning (quotation marks, dashes).
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậ"
    "èỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0xA1 + i: c for i, c in enumerate(_TCVN3_FROM_A1)}

_TONES = "øùûõï"
_VNI_TONED = {
    "a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹ", "ô": "ờớởỡợ", "ö": "ừứửữự",
}  # fmt: skip
_VNI_SHAPED = {
    "a": {"â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ",
          "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"},
    "e": {"â": "ê", "á": "ế", "à": "ề", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"â": "ô", "á": "ố", "à": "ồ", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
}  # fmt: skip
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, toned in _VNI_TONED.items():
        table |= {base + mark: letter for mark, letter in zip(_TONES, toned, strict=False)}
    for base, shaped in _VNI_SHAPED.items():
        table |= {base + mark: letter for mark, letter in shaped.items()}
    # A capital is a capital with either kind of mark: "AÙ" and, at the start of a word, "Aù".
    capitals = {k.upper(): v.upper() for k, v in table.items()}
    capitals |= {k[0].upper() + k[1:]: v.upper() for k, v in table.items() if len(k) == 2}
    return table | capitals


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# .VnTimeH draws capitals for small letters, so a word in capitals holds small letters beyond ASCII.
_SHOUTED = re.compile(r"\b\w*[A-ZĐ]\w*[A-ZĐ]\w*\b")


def from_tcvn3(text: str) -> str:
    """TCVN3 letters, shown as Windows-1252 shows them, as Unicode.

    >>> from_tcvn3("NguyÔn ThÞ Lan")
    'Nguyễn Thị Lan'
    """
    return _SHOUTED.sub(_capitals, text.translate(_TCVN3))


def _capitals(word: re.Match[str]) -> str:
    text = word[0]
    return text.upper() if not any(c.islower() and c.isascii() for c in text) else text


def from_vni(text: str) -> str:
    """VNI letters, shown as Windows-1252 shows them, as Unicode.

    >>> from_vni("Toâi ñi hoïc")
    'Tôi đi học'
    """
    return _VNI_LETTER.sub(lambda m: _VNI[m[0]], text)
