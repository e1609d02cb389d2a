"""The published figures come out exactly, from the raw files, through our own importers and metrics."""

import pytest

from tests.figures.checks import SETS, figures_of
from tests.figures.importing import folder

pytestmark = [
    pytest.mark.figures,
    pytest.mark.skipif(
        not (folder() / "FIGURES.json").exists(), reason="the data sets are not on this computer"
    ),
]


@pytest.mark.parametrize("name", SETS)
def test_every_published_figure_comes_out(name, tmp_path):
    figures = figures_of(name, folder(), tmp_path)
    assert [f for f in figures if not f.agrees] == []
    assert len(figures) > 10
