"""Whether words are Vietnamese syllables: how old encodings are told apart.

Vietnamese syllables follow strict rules (a first consonant, one of some 160 endings, one tone), so text
read with the wrong table gives hardly any.
"""

import re
import unicodedata

_ENDINGS = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uêt uơ uôc uôi uôm uôn uông uôt
uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?("
    + "|".join(sorted(_ENDINGS.split(), key=len, reverse=True))
    + ")"
)
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = ("c", "ch", "p", "t")
_WORD_ENDS = re.compile(r"[\s!-/:-@\[-`{-~0-9\u2013\u2014\u2018-\u201d\u2026]+")


def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is built like a Vietnamese syllable.

    >>> is_syllable("Nguyễn"), is_syllable("NguyÔn"), is_syllable("für")
    (True, False, False)
    """
    bare: list[str] = []
    tones: list[str] = []
    for c in unicodedata.normalize("NFD", word.lower()):
        (tones if c in _TONES else bare).append(c)
    if len(tones) > 1:
        return False
    match = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(bare)))
    if match is None:
        return False
    # A syllable that ends in c, ch, p or t has only the tones sắc and nặng.
    return not match[1].endswith(_STOPPED) or not tones or tones[0] in ("\u0301", "\u0323")


def telling_words(text: str) -> list[str]:
    """The words of a text that hold anything beyond ASCII."""
    return [w for w in _WORD_ENDS.split(text) if w and not w.isascii()]


def share_vietnamese(text: str) -> float:
    """The share (0 to 1) of words beyond ASCII that are Vietnamese syllables; 0 when there are none."""
    words = telling_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
