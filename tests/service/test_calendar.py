"""The calendar of jobs: what stands in it, its keys, dragging, and what needs a day."""

import time
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salesdesk.base import i18n
from salesdesk.parties.commands import add_task
from salesdesk.service import job_commands, job_queries, job_rules
from salesdesk.service.job_cells_view import JOB_MIME, Block
from salesdesk.store import schema as s
from salesdesk.ui import theme
from tests.service import shop
from tests.service.desk import focus, make_tab, press
from tests.ui.look import cut_off

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TODAY = date(2026, 5, 11)  # a Monday
WEDNESDAY = TODAY + timedelta(days=2)


@pytest.fixture
def jobs(now, store, queue):
    """An installation on Wednesday at half past nine, maintenance any time that day, a late visit."""
    made = {
        "install": job_commands.add_job(
            store, party_id=queue["party"], kind="installation", title="Install", on=WEDNESDAY, time="09:30"
        ),
        "cores": job_commands.add_job(
            store, party_id=queue["party"], kind="maintenance", on=WEDNESDAY, owned_item_id=queue["item"]
        ),
        "late": job_commands.add_job(
            store, party_id=queue["party"], title="Look at the tap", on=TODAY - timedelta(days=3)
        ),
        "someday": job_commands.add_job(store, party_id=queue["party"], title="Fetch the old one"),
    }
    add_task(store, title="How was it?", due_on=WEDNESDAY, kind="call", purpose="service")
    return made


@pytest.fixture
def panel(jobs, store, qtbot):
    tab = make_tab(store, qtbot)
    tab.show_view("calendar")
    focus(qtbot, tab.panel("calendar").grid)
    return tab.panel("calendar")


def words(panel, day):
    """The jobs of a day, as they stand in the grid."""
    sheet = panel.cells.sheet
    return [
        job_rules.job_words(job)
        for at, found in sorted(sheet.jobs.items())
        if sheet.slots[at].day == day
        for job in found
    ]


def task(store, job):
    return shop.row(store, s.task, job)


def dialog_then(act):
    """Do something with the sheet that is about to open."""

    def later():
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        act(sheet)

    QTimer.singleShot(150, later)


def place(panel, job):
    """The middle of a job on screen."""
    row, column, nth = panel.cells.sheet.place_of(job)
    index = panel.cells.index(row, column)
    month = panel.view == "month"
    return Block(panel.grid.visualRect(index), panel.cells.jobs(index), month, 0).rects[nth].center()


def test_a_week_shows_jobs_by_hour_and_those_without_a_time_above(panel, jobs):
    assert words(panel, WEDNESDAY) == ["Maintenance", "Install"]
    assert panel.cells.sheet.place_of(jobs["cores"])[0] == 0
    row = panel.cells.sheet.place_of(jobs["install"])[0]
    assert panel.cells.sheet.rows[row] == "09:00"


def test_calls_come_only_when_asked_for(panel, qtbot):
    QTest.mouseClick(panel.bar.calls, Qt.MouseButton.LeftButton)
    assert words(panel, WEDNESDAY) == ["Maintenance", "How was it?", "Install"]


def test_late_jobs_and_those_without_a_day_wait_beside_it(panel):
    assert [job.title for job in panel.waiting.list.jobs_model.jobs] == [
        "Look at the tap",
        "Fetch the old one",
    ]
    assert panel.waiting.list.accessibleName() == "2 jobs to schedule"


def test_a_job_reads_like_a_sentence(panel, jobs):
    row, column, _place = panel.cells.sheet.place_of(jobs["install"])
    spoken = panel.cells.data(panel.cells.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
    assert "Install, Ben Archer, Wednesday 13 May at 09:30, Hannah" in spoken


def test_arrows_walk_through_the_days_and_out_of_the_week(panel, qtbot):
    panel.grid.go(1, 0)
    press(qtbot, Qt.Key.Key_Right)
    assert panel.grid.current_slot().day == TODAY + timedelta(days=1)
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Left)
    assert panel.grid.current_slot().day == TODAY - timedelta(days=1)
    assert panel.grid.current_slot().hour == 8
    press(qtbot, Qt.Key.Key_PageDown)
    assert panel.grid.current_slot().day == TODAY + timedelta(days=6)
    press(qtbot, Qt.Key.Key_Home)
    assert panel.grid.current_slot().day == TODAY


@pytest.mark.parametrize(
    ("key", "day", "time"),
    [
        (Qt.Key.Key_Right, WEDNESDAY + timedelta(days=1), "09:30"),
        (Qt.Key.Key_Left, WEDNESDAY - timedelta(days=1), "09:30"),
        (Qt.Key.Key_Down, WEDNESDAY, "10:30"),
        (Qt.Key.Key_Up, WEDNESDAY, "08:30"),
    ],
)
def test_ctrl_and_an_arrow_takes_the_job_along_and_can_be_undone(panel, jobs, store, qtbot, key, day, time):
    panel.grid.go(*panel.cells.sheet.place_of(jobs["install"]))
    press(qtbot, key, CTRL)
    row = task(store, jobs["install"])
    assert (row["due_on"], row["due_time"]) == (day, time)
    assert panel.grid.current_job().id == jobs["install"]
    store.undo()
    row = task(store, jobs["install"])
    assert (row["due_on"], row["due_time"]) == (WEDNESDAY, "09:30")


def test_ctrl_down_in_the_view_by_people_gives_the_job_to_somebody_else(panel, jobs, store, qtbot):
    david = shop.colleague(store)
    panel.show_as("people")
    panel.grid.go(*panel.cells.sheet.place_of(jobs["install"]))
    names = [name for _id, name in panel._people]
    press(qtbot, Qt.Key.Key_Down if names.index("David") == 1 else Qt.Key.Key_Up, CTRL)
    assert task(store, jobs["install"])["staff_id"] == david
    assert "David" in panel.cells.sheet.rows


def test_a_dropped_job_goes_to_the_hour_it_was_dropped_on(panel, jobs, store, qtbot):
    row = panel.cells.sheet.rows.index("14:00")
    there = panel.grid.visualRect(panel.cells.index(row, 4)).center()
    mime = QMimeData()
    mime.setData(JOB_MIME, str(jobs["late"]).encode())
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    panel.grid.dropEvent(QDropEvent(QPointF(there), move, mime, left, NONE))
    moved = task(store, jobs["late"])
    assert (moved["due_on"], moved["due_time"]) == (TODAY + timedelta(days=4), "14:00")
    assert len(panel.waiting.list.jobs_model.jobs) == 1


def test_a_click_opens_a_job_and_saving_changes_it(panel, jobs, store, qtbot):
    def change(sheet):
        assert sheet.windowTitle() == "Install"
        sheet.form.editor("due_time").setText("11:15")
        sheet.save()

    dialog_then(change)
    QTest.mouseClick(panel.grid.viewport(), Qt.MouseButton.LeftButton, NONE, place(panel, jobs["install"]))
    assert task(store, jobs["install"])["due_time"] == "11:15"


def test_a_double_click_on_an_empty_hour_plans_a_job_there(panel, queue, store, qtbot):
    row = panel.cells.sheet.rows.index("15:00")

    def fill(sheet):
        sheet.party.set_party(queue["party"])
        sheet.form.editor("title").setText("Fit the tap")
        sheet.save()

    dialog_then(fill)
    there = panel.grid.visualRect(panel.cells.index(row, 3)).center()
    QTest.mouseDClick(panel.grid.viewport(), Qt.MouseButton.LeftButton, NONE, there)
    qtbot.waitUntil(lambda: "Fit the tap" in words(panel, TODAY + timedelta(days=3)))
    (made,) = panel.cells.sheet.at(row, 3)
    assert (made.day, made.time, made.staff) == (TODAY + timedelta(days=3), "15:00", "Hannah")


def test_plus_without_a_customer_says_so_and_keeps_what_was_typed(panel, store, qtbot):
    said = []

    def fill(sheet):
        sheet.form.editor("title").setText("Fit the tap")
        sheet.save()
        said.append((sheet.party.error(), sheet.form.editor("title").text()))
        sheet.reject()

    dialog_then(fill)
    press(qtbot, Qt.Key.Key_Plus)
    assert said == [("Choose a person, or type a new name.", "Fit the tap")]


def test_a_time_that_is_none_is_said_beside_its_field(panel, jobs, qtbot):
    said = []

    def change(sheet):
        sheet.form.editor("due_time").setText("noon-ish")
        sheet.save()
        said.append(sheet.isVisible())
        sheet.reject()

    dialog_then(change)
    panel.open_job(jobs["install"])
    assert said == [True]


def test_space_ticks_off_maintenance_and_plans_the_next_one(panel, jobs, queue, store, qtbot):
    panel.grid.go(*panel.cells.sheet.place_of(jobs["cores"]))
    press(qtbot, Qt.Key.Key_Space)
    assert task(store, jobs["cores"])["done_on"] == TODAY
    assert shop.row(store, s.owned_item, queue["item"])["next_maintenance_on"] == date(2026, 11, 11)
    qtbot.waitUntil(lambda: panel.grid.current_job().done)  # struck through, not gone
    press(qtbot, Qt.Key.Key_Space)
    assert task(store, jobs["cores"])["done_at"] is None


def test_delete_bins_the_job_and_never_the_case_it_is_for(panel, queue, store, qtbot):
    job = job_commands.add_job(store, party_id=queue["party"], on=TODAY, case_id=queue["hums"])
    qtbot.waitUntil(lambda: panel.cells.sheet.place_of(job) is not None)
    assert shop.case(store, queue["hums"])["status"] == "scheduled"
    panel.grid.go(*panel.cells.sheet.place_of(job))
    press(qtbot, Qt.Key.Key_Delete)
    assert task(store, job)["deleted_at"] is not None
    assert shop.case(store, queue["hums"])["deleted_at"] is None


def test_a_full_day_of_a_month_says_how_many_more_and_the_keys_reach_them(panel, queue, store, qtbot):
    for n in range(9):
        job_commands.add_job(store, party_id=queue["party"], title=f"Job {n}", on=TODAY)
    panel.show_as("month")
    panel.show_day(TODAY)
    index = panel.grid.currentIndex()
    block = Block(panel.grid.visualRect(index), panel.cells.jobs(index), True, 0)
    assert block.hidden > 0
    for _n in range(8):
        press(qtbot, Qt.Key.Key_Down)
    assert panel.grid.current_job().title == "Job 8"


def test_the_week_may_begin_on_sunday():
    assert job_rules.week_start(TODAY, 6) == TODAY - timedelta(days=1)
    span = job_rules.span_of("month", TODAY, 0)
    assert (span.start, span.end) == (date(2026, 4, 27), date(2026, 5, 31))


def test_hours_outside_the_opening_times_are_shown_when_something_is_planned_then(panel, queue, store, qtbot):
    job_commands.add_job(store, party_id=queue["party"], title="Early", on=TODAY, time="06:15")
    qtbot.waitUntil(lambda: "06:00" in panel.cells.sheet.rows)


def test_ten_thousand_jobs_are_read_fast(jobs, store, queue):
    with store.changing("Many") as db:
        for n in range(10_000):
            on = TODAY + timedelta(days=n % 900)
            store.insert(db, s.task, party_id=queue["party"], kind="visit", title=f"J{n}", due_on=on)
    with store.reading() as db:
        began = time.perf_counter()
        found = job_queries.list_jobs(db, TODAY, TODAY + timedelta(days=6))
        took = time.perf_counter() - began
    assert len(found) > 70
    assert took < 0.25


def test_the_calendar_comes_back_as_it_was(panel, store, qtbot):
    panel.show_as("month")
    panel.show_day(WEDNESDAY)
    other = make_tab(store, qtbot)
    other.restore({"view": "calendar", "lists": {"calendar": panel.state()}})
    assert other.panel("calendar").view == "month"
    assert other.panel("calendar").grid.current_slot().day == WEDNESDAY


@pytest.mark.parametrize("size", [(1366, 686), (1093, 532), (960, 478)])
@pytest.mark.parametrize("language", ["en", "vi", "xx"])
def test_nothing_is_cut_off(jobs, store, qtbot, size, language):
    i18n.set_language(language)
    theme.apply(QApplication.instance(), "light")
    tab = make_tab(store, qtbot, *size)
    tab.show_view("calendar")
    for view in job_rules.VIEWS:
        tab.panel("calendar").show_as(view)
        qtbot.wait(30)
        assert cut_off(tab) == []
    assert (tab.shell.width(), tab.shell.height()) == size


def test_the_week_begins_where_this_computer_says(panel):
    theme.set_first_weekday(6)
    try:
        panel.refresh()
        assert min(slot.day for slot in panel.cells.sheet.slots.values()).weekday() == 6
    finally:
        theme.set_first_weekday(0)
