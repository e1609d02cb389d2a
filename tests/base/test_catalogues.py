"""The Vietnamese catalogues: one word for one thing, nothing lost on the way, the terms of the glossary."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from salesdesk.base import i18n, paths
from salesdesk.documents.message_rules import key_of

BRACED = re.compile(r"\{([^{}]+)\}")
GLOSSARY = {
    "Today": "Hôm nay",
    "Sales": "Bán hàng",
    "Service": "Dịch vụ",
    "Marketing": "Tiếp thị",
    "Compare": "So sánh",
    "Qualified": "Đủ tiêu chuẩn",
    "Quote sent": "Đã gửi báo giá",
    "Quote": "Báo giá",
    "Revenue": "Doanh thu",
    "Conversion rate": "Tỷ lệ chuyển đổi",
    "Resolution rate": "Tỷ lệ giải quyết",
    "Warranty": "Bảo hành",
    "Campaign": "Chiến dịch",
    "Audience": "Đối tượng",
    "Next step": "Bước tiếp",
    "No next step": "Chưa có bước tiếp",
    "Log call": "Ghi cuộc gọi",
    "No answer": "Không bắt máy",
    "Call back": "Hẹn gọi lại",
    "Record payment": "Ghi thu tiền",
    "Money to collect": "Tiền cần thu",
    "Settings": "Cài đặt",
    "History": "Lịch sử",
    "Bin": "Thùng rác",
    "Undo": "Hoàn tác",
    "Redo": "Làm lại",
    "Save": "Lưu",
    "Cancel": "Hủy",
    "Delete for good": "Xóa hẳn",
    "Owner": "Chủ tiệm",
    "Viewer": "Người xem",
}
"""English and Vietnamese as the design's glossary has them, for the words that are seen most."""


def _messages() -> list[tuple[Path, str | None, tuple[str, ...], tuple[str, ...]]]:
    out = []
    for path in i18n.catalogues("vi"):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                if message.id:
                    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                    said = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                    out.append((path, message.context, ids, said))
    return out


def test_a_message_is_translated_in_one_place_only() -> None:
    """Two catalogues with different words for one message would leave it to chance which is shown."""
    counted = Counter((context, ids[0]) for _path, context, ids, _said in _messages())
    assert [message for message, times in counted.items() if times > 1] == []


def test_every_message_has_words_and_none_is_marked_doubtful() -> None:
    empty = [(path.name, ids[0]) for path, _context, ids, said in _messages() if not all(said)]
    assert empty == []
    assert [p.name for p in i18n.catalogues("vi") if "#, fuzzy" in p.read_text("utf-8")] == []


def test_no_placeholder_is_lost_or_invented() -> None:
    wrong = [
        f"{path.name}: {ids[0]} -> {words}"
        for path, _context, ids, said in _messages()
        for words in said
        if not _same_places(" ".join(ids), words)
    ]
    assert wrong == []


def _same_places(english: str, vietnamese: str) -> bool:
    asked, given = set(BRACED.findall(english)), set(BRACED.findall(vietnamese))
    # The examples of ready-made messages have words in braces of their own language.
    return asked == given or all(key_of(word) for word in asked | given)


@pytest.mark.parametrize(("english", "vietnamese"), list(GLOSSARY.items()))
def test_the_glossary_is_kept(english: str, vietnamese: str) -> None:
    i18n.set_language("vi")
    assert i18n._(english) == vietnamese


def test_letters_are_composed_and_tones_stand_where_the_shop_writes_them() -> None:
    """NFC, and the tone on the first vowel of open oa, oe, uy: "hóa", "khóa", "hủy"."""
    text = "\n".join(p.read_text("utf-8") for p in i18n.catalogues("vi"))
    assert unicodedata.is_normalized("NFC", text)
    assert re.findall(r"\b\w*(?:oá|oà|oả|oã|oạ|oé|oè|oẻ|oẽ|oẹ|(?<!q)u[ýỳỷỹỵ])\b", text, re.IGNORECASE) == []


def test_the_catalogues_are_where_the_program_looks() -> None:
    assert i18n.catalogues("vi")
    assert all(path.parent == paths.resources() / "locale" / "vi" for path in i18n.catalogues("vi"))
