"""Every page and dialog, in every language, at every size: nothing cut off, no word past the catalogue.

These are the checks A1 and A6 of the design; the screens are those of ``salesdesk screens``, so a new
screen is checked from the day it is drawn. Opening a hundred screens takes longest, so one walk makes
all the looks, and draws the window larger and smaller where it stands.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from salesdesk.app.artist import sample_book
from salesdesk.base import i18n
from tests.look import faults
from tests.look.walk import Size, report, walk
from tests.look.words import untranslated, words_of_book

COMMON, FURTHER = "1366x689", ((1093, 560), (1920, 1080))
"""The window of a 1366 x 768 screen with a task bar; 125 % on the same screen; a large screen."""
LEAST = (960, 560)
WIDE = ("Board", "BoardArea", "BoardView")
"""What may be scrolled sideways: a board has more columns than a narrow window."""
FITS = (faults.clipped, faults.overlapping, partial(faults.sideways, allowed=WIDE))
REACHED = (faults.unnamed, faults.without_count, faults.too_small_to_hit)


def test_nothing_is_cut_off_or_covered_in_the_smallest_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object
) -> None:
    # With the longest words, and with every dialog, which is made for the window it opens over.
    album = walk(monkeypatch, tmp_path, FITS, sizes=["{}x{}".format(*LEAST)], language=i18n.PSEUDO)
    assert not album.faults, report(album)


@pytest.mark.parametrize(("language", "further"), [("en", ()), ("vi", (LEAST, *FURTHER))])
def test_nothing_is_cut_off_and_everything_can_be_named_and_hit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object, language: str, further: Sequence[Size]
) -> None:
    album = walk(
        monkeypatch, tmp_path, (*FITS, *REACHED), sizes=[COMMON], language=language, further=further
    )
    assert not album.faults, report(album)


def test_longer_words_fit_too_and_none_goes_past_the_catalogue(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object
) -> None:
    i18n.set_language(i18n.PSEUDO)
    sample = sample_book(tmp_path / "words" / "shop.salesdesk", i18n.PSEUDO)
    book = words_of_book(sample)
    sample.close()
    looks = (*FITS, lambda page: untranslated(page, book))
    album = walk(monkeypatch, tmp_path, looks, sizes=[COMMON], language=i18n.PSEUDO, further=FURTHER)
    assert not album.faults, report(album)
