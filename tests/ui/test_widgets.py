"""Text is plain and never cut, buttons do what they say, everything has a name and a size to hit."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui import theme
from salesdesk.ui.widgets import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    Card,
    CountPill,
    Emphasis,
    EmptyState,
    FactRow,
    IconButton,
    InlineError,
    Label,
    Link,
    MeterBar,
    Metric,
    PageBar,
    Press,
    ProgressCard,
    PromiseBar,
    Sparkline,
    StepBadge,
    Strip,
    boxed,
    clear,
    column,
    initials,
    plain_tip,
    row,
    show_key,
)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def shown(qtbot: QtBot, widget: QWidget, width: int = 0, height: int = 0) -> None:
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height or widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()


# ---------------------------------------------------------------- text


def test_a_label_never_reads_its_text_as_html(qtbot: QtBot) -> None:
    label = Label("<b>Anna</b> & co")
    shown(qtbot, label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.width() > Label("Anna & co").sizeHint().width()


def test_a_label_that_may_be_elided_shrinks_and_another_does_not(qtbot: QtBot) -> None:
    words = "A long sentence that does not fit"
    assert Label(words, elide="end").minimumSizeHint().width() < 60
    assert Label(words).minimumSizeHint().width() == Label(words).sizeHint().width()


def test_an_elided_label_tells_all_its_words_in_the_tooltip(qtbot: QtBot) -> None:
    label = Label("A long sentence that does not fit <here>", elide="end")
    shown(qtbot, label, 60)
    assert label.is_elided()
    assert label.text().endswith("<here>")
    assert "does not fit &lt;here&gt;" in label.toolTip()
    label.resize(600, label.height())
    assert label.toolTip() == ""


def test_a_tooltip_of_its_own_stays_when_a_label_is_elided(qtbot: QtBot) -> None:
    label = Label("A long sentence that does not fit", elide="end")
    label.setToolTip("Revenue without tax")
    shown(qtbot, label, 60)
    assert label.toolTip() == "Revenue without tax"


def test_wrapped_text_is_as_high_as_its_lines(qtbot: QtBot) -> None:
    label = Label("Gọi lại về giá máy lọc nước " * 4, wrap=True)
    one = theme.wrapped_line_height("body")
    assert label.heightForWidth(2000) == theme.line_height("body")
    assert label.heightForWidth(200) >= 3 * one
    shown(qtbot, label, 200, label.heightForWidth(200))
    assert label.grab().width() == 200


def test_a_wrapped_label_keeps_line_breaks() -> None:
    assert Label("one\ntwo\nthree", wrap=True).heightForWidth(500) >= 3 * theme.wrapped_line_height("body")


def test_words_between_stars_are_strong_and_the_stars_are_gone(qtbot: QtBot) -> None:
    label = Emphasis("**4** calls · **2** promises left")
    shown(qtbot, label)
    assert label.text() == "4 calls · 2 promises left"
    assert label.sizeHint().width() >= Label(label.text()).sizeHint().width()


def test_a_label_follows_the_theme_while_it_is_shown(qtbot: QtBot, qapp: QApplication) -> None:
    for label in (Label("Anna", "title", "ink2"), Label("Anna", "title", "ink2", selectable=True)):
        shown(qtbot, label)
        theme.apply(qapp, "dark")
        image = label.grab().toImage()
        dots = {
            image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
        }
        assert theme.hex_of("ink2") in dots
        theme.apply(qapp, "light")


def test_a_tooltip_is_plain_text_too() -> None:
    assert plain_tip("Anna <b>") == "<qt>Anna &lt;b&gt;</qt>"
    assert plain_tip("Anna & Bo") == "Anna & Bo"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("L", "L"),
        ("Ctrl+Return", "Ctrl ⏎"),
        ("Ctrl+Left", "Ctrl ←"),
        ("Alt+1", "Alt 1"),
        ("", ""),
        ("Ctrl++", "Ctrl +"),
        ("+", "+"),
    ],
)
def test_keys_are_written_short(key: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert show_key(key) == words


def test_on_a_mac_keys_wear_their_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert show_key("Ctrl+Alt+G") == "⌘ ⌥ G"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nguyễn Thị Lan", "NL"), ("Hannah", "H"), ("", ""), ("đỗ an", "ĐA"), ("  a  b ", "AB")],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


# ---------------------------------------------------------------- buttons


@pytest.mark.parametrize("kind", ["primary", "default", "ghost", "soft", "link", "danger"])
def test_every_kind_of_button_runs_its_action_by_mouse_and_by_key(qtbot: QtBot, kind: str) -> None:
    done: list[str] = []
    button = Button("Save", kind, icon="check", key="L", on_click=lambda: done.append("saved"))
    shown(qtbot, button)
    qtbot.mouseClick(button, LEFT)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == ["saved", "saved"]


@pytest.mark.parametrize("size", ["large", "control", "small", "row"])
def test_every_button_is_large_enough_to_hit_and_wide_enough_for_its_words(qtbot: QtBot, size: str) -> None:
    button = Button("Ghi cuộc gọi", icon="phone", key="Ctrl+Return", size=size, menu=QMenu())
    shown(qtbot, button)
    assert button.height() >= 24
    assert button.width() >= button.face().width()


def test_words_of_a_button_are_not_taken_for_shortcuts_of_its_own(qtbot: QtBot) -> None:
    button = Button("Joan & Mike")
    assert button.sizeHint().width() > Button("Joan Mike").sizeHint().width()
    assert button.shortcut().isEmpty()


def test_a_button_that_cannot_be_pressed_does_nothing(qtbot: QtBot) -> None:
    done: list[int] = []
    button = Button("Save", "primary", on_click=lambda: done.append(1))
    button.setEnabled(False)
    shown(qtbot, button)
    qtbot.mouseClick(button, LEFT)
    assert done == []
    assert button.grab().width() == button.width()


def test_an_icon_button_says_its_name_and_key(qtbot: QtBot) -> None:
    button = IconButton("ellipsis", "More", key="Ctrl+K")
    assert button.accessibleName() == "More"
    assert "More" in button.toolTip()
    assert "K" in button.toolTip()
    assert min(button.sizeHint().toTuple()) >= 24


def test_a_link_is_reached_with_the_keyboard(qtbot: QtBot) -> None:
    done: list[int] = []
    link = Link("Open queue", on_click=lambda: done.append(1))
    shown(qtbot, link)
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert done == [1]
    assert link.height() >= 24


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    "tone", ["neutral", "accent", "danger", "warn", "sales", "service", "mkt", "plain-danger"]
)
def test_a_badge_shows_its_word_in_every_tone(qtbot: QtBot, tone: str) -> None:
    badge = Badge("trễ 38 phút", tone, "circle-alert")
    shown(qtbot, badge)
    assert badge.width() == badge.sizeHint().width()
    assert badge.text() == "trễ 38 phút"


@pytest.mark.parametrize("state", ["late", "today", "later", "none"])
def test_the_four_states_of_a_next_step_look_different(qtbot: QtBot, state: str) -> None:
    badge, other = StepBadge(state, "Friday"), StepBadge("late" if state != "late" else "none", "Friday")
    assert badge.grab().toImage() != other.grab().toImage()


def test_a_count_of_nothing_is_not_shown() -> None:
    pill = CountPill(3)
    pill.set_count(0)
    assert pill.isHidden()
    pill.set_count(12, "danger")
    assert not pill.isHidden()
    assert pill.text() == "12"


def test_an_avatar_tells_the_whole_name() -> None:
    avatar = Avatar("Nguyễn Thị Lan")
    assert avatar.accessibleName() == "Nguyễn Thị Lan"
    assert avatar.toolTip() == "Nguyễn Thị Lan"


def test_small_pictures_of_figures_say_what_they_show(qtbot: QtBot) -> None:
    meter, promise, line = MeterBar("sales"), PromiseBar(), Sparkline("service")
    meter.show_share(0.52, 0.42, "52% of the target")
    promise.show_promise(1.4, "38 min over", "late")
    line.show_values([4.0, None, 4.2, 4.6], 4.5, "Satisfaction, 4.0 to 4.6")
    for widget, words in (
        (meter, "52% of the target"),
        (promise, "38 min over"),
        (line, "Satisfaction, 4.0 to 4.6"),
    ):
        shown(qtbot, widget)
        assert widget.text() == words
        assert not widget.grab().isNull()


@pytest.mark.parametrize("values", [[], [None], [3.0], [None, None, 2.0], [1.0, 1.0]])
def test_a_course_with_few_values_is_drawn_all_the_same(qtbot: QtBot, values: list[float | None]) -> None:
    line = Sparkline()
    line.show_values(values)
    assert not line.grab().isNull()


# ---------------------------------------------------------------- surfaces


def test_a_card_without_a_title_has_no_title_row(qtbot: QtBot) -> None:
    bare, titled = Card(), Card("Calls to make", Link("Start"), count="4")
    for card in (bare, titled):
        card.add(Label("inside"))
    assert bare.sizeHint().height() < titled.sizeHint().height()
    assert titled.accessibleName() == "Calls to make"


def test_a_card_takes_another_trailing_widget(qtbot: QtBot) -> None:
    card = Card("Money", Link("one"))
    card.set_trailing(Link("two"))
    shown(qtbot, card, 300)
    assert [link.text() for link in card.findChildren(Link) if link.isVisible()] == ["two"]


def test_a_fact_can_be_a_link(qtbot: QtBot) -> None:
    fact = FactRow("Source", "Referral", link=True)
    shown(qtbot, fact, 200)
    with qtbot.waitSignal(fact.clicked):
        qtbot.mouseClick(fact.findChild(Link), LEFT)
    fact.show_value("Walk-in")
    assert fact.findChild(Link).text() == "Walk-in"


def test_a_long_fact_takes_the_lines_it_needs(qtbot: QtBot) -> None:
    fact = FactRow("Buying notes", "Family of 4, hard water. Husband decides; call before 10:00. " * 3)
    page = boxed(column(fact, STRETCH))
    shown(qtbot, page, 220, 600)
    value = fact.findChildren(Label)[1]
    assert value.height() >= value.heightForWidth(value.width())


def test_a_figure_and_its_remark_can_change(qtbot: QtBot) -> None:
    metric = Metric("Revenue", "$1,928", "14 sales")
    shown(qtbot, metric)
    metric.show_value("$2,000")
    assert [label.text() for label in metric.findChildren(Label) if label.isVisible()] == [
        "Revenue",
        "$2,000",
    ]


def test_a_strip_changes_its_tone(qtbot: QtBot) -> None:
    strip = Strip("accent", "calendar-check")
    before = strip.grab().toImage()
    strip.set_tone("warn", "triangle-alert")
    assert strip.grab().toImage() != before


def test_an_empty_place_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[str] = []
    empty = EmptyState(
        "users-round",
        "No prospects yet",
        "Add the next person who asks.",
        Press("New prospect", lambda: done.append("new"), key="Ctrl+N"),
        Press("Import from Excel", lambda: done.append("import")),
    )
    shown(qtbot, empty, 500, 300)
    for button in empty.findChildren(Button):
        qtbot.mouseClick(button, LEFT)
    assert done == ["new", "import"]


# ---------------------------------------------------------------- messages


def test_a_page_bar_is_hidden_until_it_has_something_to_say(qtbot: QtBot) -> None:
    done: list[int] = []
    bar = PageBar()
    page = boxed(column(bar, STRETCH))
    shown(qtbot, page, 600, 200)
    assert not bar.isVisible()
    bar.show_message("Could not copy", "It was unplugged.", [Press("Try again", lambda: done.append(1))])
    assert bar.isVisible()
    assert bar.accessibleName() == "Could not copy"
    qtbot.mouseClick(bar.findChild(Button), LEFT)
    assert done == [1]
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.findChild(IconButton), LEFT)
    assert not bar.isVisible()


def test_a_newer_message_takes_the_place_of_the_older(qtbot: QtBot) -> None:
    bar = PageBar("warn")
    page = boxed(column(bar, STRETCH))
    shown(qtbot, page, 600, 200)
    bar.show_message("One", actions=[Press("A", bar.clear)])
    bar.show_message("Two", actions=[Press("B", bar.clear)], tone="done")
    QApplication.processEvents()
    assert [button.text() for button in bar.findChildren(Button) if not button.isHidden()] == ["B"]


def test_an_inline_error_without_words_takes_no_room() -> None:
    error = InlineError()
    assert error.isHidden()
    error.setText("Day and month are swapped")
    assert not error.isHidden()


def test_progress_shows_real_counts_and_can_be_stopped(qtbot: QtBot) -> None:
    card = ProgressCard("Importing 229 rows")
    shown(qtbot, card, 500)
    card.show_progress(148, 229, 6)
    assert "148 of 229 · about 6 s left" in [label.text() for label in card.findChildren(Label)]
    with qtbot.waitSignal(card.stopped):
        qtbot.mouseClick(card.findChild(Button), LEFT)
    assert not card.findChild(Button).isEnabled()


def test_a_layout_can_be_emptied(qtbot: QtBot) -> None:
    layout = column(Label("one"), row(Label("two"), STRETCH), 8)
    page = boxed(layout)
    qtbot.addWidget(page)
    clear(layout)
    assert layout.count() == 0
