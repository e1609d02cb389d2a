"""Every page and dialog, in every language, at every size: nothing cut off, nothing without a name.

These are the checks A1 and A6 of the design; the screens are those of ``salesdesk screens``, so a new
screen is checked from the day it is drawn.
"""

from functools import partial
from pathlib import Path

import pytest

from salesdesk.base import i18n
from tests.look import faults
from tests.look.walk import report, walk

SIZES = ("1366x689", "1093x560", "960x560", "1920x1080")
WIDE = ("Board", "BoardArea", "BoardView")
"""What may be scrolled sideways: a board has more columns than a narrow window."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "vi", i18n.PSEUDO])
def test_nothing_is_cut_off_or_covered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object, language: str, size: str
) -> None:
    looks = [faults.clipped, faults.overlapping, partial(faults.sideways, allowed=WIDE)]
    album = walk(monkeypatch, tmp_path, looks, sizes=[size], language=language)
    assert not album.faults, report(album)


def test_everything_has_a_name_and_is_large_enough_to_hit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object
) -> None:
    looks = [faults.unnamed, faults.without_count, faults.too_small_to_hit]
    album = walk(monkeypatch, tmp_path, looks, sizes=["1366x768"], language="en")
    assert not album.faults, report(album)
