"""The thin bar of the sample shop; known before anything is loaded that reads books."""

from salesdesk.app.frame import Frame
from salesdesk.base.i18n import _
from salesdesk.ui.widgets import Press

SAMPLE_SETTING = "sample"
"""The shop's setting that says "yes" while its book holds the sample."""


def say_sample(window: Frame) -> None:
    """Say that what is shown is invented, and offer a book of one's own."""

    def own_book() -> None:
        window.when_whole(window.own_book_wanted.emit)

    window.sample_bar.show_message(
        _("Sample data: all people, numbers and places are invented"),
        actions=[Press(_("Start my own book"), own_book, kind="ghost")],
        closable=False,
    )
