"""How the ratings spread over 1 to 5: each with its number, the mean, and the share of 4 and 5."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.base import choices
from salesdesk.base.i18n import _, ngettext
from salesdesk.base.money import format_number
from salesdesk.ui import theme
from salesdesk.ui.widgets import Button, Card, Divider, Label, MeterBar, boxed, row

FEW = 10
"""With fewer ratings than these there is no share to speak of."""


class ScoreCard(Card):
    """One line above the list of ratings."""

    call_back_wanted = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._language = language
        self._mean, self._note = Label("", "metric"), Label("", "caption", "ink2", elide="end")
        self._note.setFixedWidth(theme.scaled(196))
        self._bars: dict[int, tuple[MeterBar, Label]] = {}
        self._low = Button("", icon="phone", size="small", on_click=self.call_back_wanted.emit)
        line = row(self._mean, self._note, Divider(vertical=True), spacing=12)
        for score in range(5, 0, -1):
            bar, many = MeterBar("service"), Label("", "caption_medium")
            self._bars[score] = bar, many
            part = row(Label(str(score), "strong"), bar, many, spacing=6)
            part.setStretch(1, 1)
            line.addWidget(boxed(part), 1)
        line.addWidget(self._low)
        self.add(line)
        self.body.setContentsMargins(16, 8, 12, 8)

    def show_scores(self, scores: Mapping[int, int], to_call: int) -> None:
        """Show how often each score was given, and how many low ones there are to call back."""
        n = sum(scores.values())
        self.setVisible(n > 0)
        if not n:
            return
        mean = sum(score * many for score, many in scores.items()) / n
        self._mean.setText(format_number(round(mean * 10), 1, self._language))
        words = ngettext("{n} rating", "{n} ratings", n).format(n=n)
        if n >= FEW:
            share = round(100 * (scores.get(4, 0) + scores.get(5, 0)) / n)
            words = _("{ratings}, {share}% gave 4 or 5").format(ratings=words, share=share)
        else:
            words = _("{ratings}, too few for a share").format(ratings=words)
        self._note.setText(words)
        for score, (bar, label) in self._bars.items():
            many = scores.get(score, 0)
            label.setText(str(many))
            word = choices.label(choices.SCORES, str(score))
            sentence = ngettext("{n} gave {score}, {word}", "{n} gave {score}, {word}", many)
            bar.show_share(many / n, None, sentence.format(n=many, score=score, word=word))
        self._low.setVisible(to_call > 0)
        low = ngettext("{n} low score to call back", "{n} low scores to call back", to_call)
        self._low.setText(low.format(n=to_call))
