"""What the stretching test language leaves bare is found; the screens are walked by ``test_pages``."""

import pytest

from tests.look.words import bare_words


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
