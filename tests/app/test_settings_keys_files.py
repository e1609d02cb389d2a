"""The settings' letters of commands, ready-made messages, and files in and out."""

from pathlib import Path

from salesdesk.app.files_section import FilesSection
from salesdesk.app.keyboard_section import KeyboardSection
from salesdesk.app.messages_section import MessagesSection
from salesdesk.app.window import MainWindow
from salesdesk.documents.message_commands import add_message
from salesdesk.documents.message_queries import list_messages
from salesdesk.exchange.import_page import ImportPage
from salesdesk.staff.pin_commands import make_recovery_code
from salesdesk.store import schema as s
from salesdesk.ui.widgets import IconButton
from tests.app.test_settings import settings
from tests.app.windows import answering, press, rest


def _keyboard(window: MainWindow) -> KeyboardSection:
    section = settings(window, "keyboard").section("keyboard")
    assert isinstance(section, KeyboardSection)
    return section


def _give(section: KeyboardSection, key: str, letter: str) -> None:
    section.boxes[key].set_value(letter)
    section.boxes[key].chosen.emit(letter)


def test_a_letter_is_changed_and_stays_after_the_window_is_made_anew(window: MainWindow) -> None:
    _give(_keyboard(window), "prospects.note", "k")
    window.rebuild()
    window.open_tab("prospects")
    found = window.actions_map.find("prospects.note")
    assert found is not None
    assert found.letter == "k"


def test_a_letter_that_another_command_has_is_refused_with_its_name(window: MainWindow) -> None:
    section = _keyboard(window)
    _give(section, "prospects.note", "l")
    assert section.errors["prospects.note"].text() == "L belongs to “Log call”. Take it away there first."
    assert section.boxes["prospects.note"].value() == "n"


def test_a_letter_taken_away_is_free_for_another_and_reset_brings_all_back(window: MainWindow) -> None:
    section = _keyboard(window)
    _give(section, "prospects.log_call", "")
    _give(section, "prospects.note", "l")
    note, log = (window.actions_map.find(f"prospects.{key}") for key in ("note", "log_call"))
    assert note is not None
    assert log is not None
    assert (note.letter, log.letter) == ("l", "")
    section.reset()
    assert window.actions_map.own_letters == {}
    assert section.boxes["prospects.log_call"].value() == "l"


def test_letters_in_the_file_that_are_unsafe_are_left_out(window: MainWindow) -> None:
    window.preferences.put_own_letters({"prospects.note": "w", "prospects.plan": "k"})
    window.rebuild()
    window.open_tab("prospects")
    note, plan = (window.actions_map.find(f"prospects.{key}") for key in ("note", "plan"))
    assert note is not None
    assert plan is not None
    assert (note.letter, plan.letter) == ("n", "k")


def test_messages_are_written_moved_and_removed(window: MainWindow) -> None:
    section = settings(window, "messages").section("messages")
    assert isinstance(section, MessagesSection)

    def write(sheet: object) -> None:
        sheet.name.setText("Ready")  # type: ignore[attr-defined]
        sheet.text.set_text("Your quote is ready")  # type: ignore[attr-defined]
        sheet.press_primary()  # type: ignore[attr-defined]

    add_message(window.store, name="First", body="Hello", purpose="sales")
    with answering(write):
        section.edit("sales", None)
    rest(window)

    def names() -> list[str]:
        with window.store.reading() as db:
            return [one.name for one in list_messages(db, "sales")]

    assert names()[-2:] == ["First", "Ready"]
    _click(section, "Move up: Ready")
    rest(window)
    assert names()[-2:] == ["Ready", "First"]
    _click(section, "Remove: First")
    assert "First" not in names()
    press(section, "Ctrl+Z")
    assert "First" in names()


def _click(section: MessagesSection, name: str) -> None:
    found = [b for b in section.findChildren(IconButton) if b.accessibleName() == name and b.isVisible()]
    found[-1].click()


def test_everything_goes_into_a_new_folder_but_no_pins(window: MainWindow, tmp_path: Path) -> None:
    make_recovery_code(window.store)
    section = settings(window, "files").section("files")
    assert isinstance(section, FilesSection)
    section.write(tmp_path)
    rest(window)
    folder = next(tmp_path.glob("Salesdesk *"))
    tables = {path.stem for path in (folder / "csv").glob("*.csv")}
    assert tables == set(s.TABLES) - {"staff_pin"}
    assert len(list(folder.glob("*.xlsx"))) == 6
    assert "Nguyễn Thị Lan" in (folder / "csv" / "party.csv").read_text(encoding="utf-8-sig")
    settings_written = (folder / "csv" / "setting.csv").read_text(encoding="utf-8-sig")
    assert "currency" in settings_written
    assert "recovery_code" not in settings_written


def test_a_folder_that_cannot_be_written_is_said(window: MainWindow, tmp_path: Path) -> None:
    section = settings(window, "files").section("files")
    assert isinstance(section, FilesSection)
    (tmp_path / "file").write_text("not a folder")
    section.write(tmp_path / "file")
    rest(window)
    assert window.messages.isVisible()


def test_an_import_begins_with_the_kind_chosen(window: MainWindow) -> None:
    section = settings(window, "files").section("files")
    assert isinstance(section, FilesSection)
    section.offers["products"].click()
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    assert page.draft.offer.key == "products"
