"""Every word of the window comes from the catalogue, in whole sentences."""

from pathlib import Path

import pytest

from salesdesk.app.artist import sample_book
from salesdesk.base import i18n
from tests.look.walk import report, walk
from tests.look.words import bare_words, untranslated, words_of_book


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("[Sávé····]", []),
        ("[Báckéd úp [tódáý··] 08:02····]", []),
        ("Nguyễn Thị Lan · [cálls··]", []),
        ("Save", ["Save"]),
        ("[Sávé····] the file", ["the file"]),
        ("KAR-10 · 12.900.000 ₫", []),
    ],
)
def test_what_no_catalogue_gave_is_found(text: str, bare: list[str]) -> None:
    assert bare_words(text, "Nguyễn Thị Lan\nKAR-10") == bare


def test_no_word_of_any_screen_goes_past_the_catalogue(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object
) -> None:
    i18n.set_language(i18n.PSEUDO)
    sample = sample_book(tmp_path / "words" / "shop.salesdesk", i18n.PSEUDO)
    book = words_of_book(sample)
    sample.close()
    looks = [lambda page: untranslated(page, book)]
    album = walk(monkeypatch, tmp_path, looks, sizes=["1366x768"], language=i18n.PSEUDO)
    assert not album.faults, report(album)
