"""Qt's own words (context menus, the file and print dialogs) in the person's language.

Qt ships no Vietnamese. Its texts are asked for through a `QTranslator` that looks them up in the same
catalogues as everything else, so that there is one place for words and one check that none is missing.
"""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from salesdesk.base import i18n
from salesdesk.base.i18n import N_, _

WORDS = {
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "Copy &Link Location": N_("Copy the link"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "&Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "&Select All": N_("Select all"),
    "&Step up": N_("Step up"),
    "Step &down": N_("Step down"),
    "Scroll here": N_("Scroll here"),
    "Top": N_("Top"),
    "Bottom": N_("Bottom"),
    "Left edge": N_("Left edge"),
    "Right edge": N_("Right edge"),
    "Page up": N_("Page up"),
    "Page down": N_("Page down"),
    "Page left": N_("Page left"),
    "Page right": N_("Page right"),
    "Scroll up": N_("Scroll up"),
    "Scroll down": N_("Scroll down"),
    "Scroll left": N_("Scroll left"),
    "Scroll right": N_("Scroll right"),
    "Scroll Left": N_("Scroll left"),
    "Scroll Right": N_("Scroll right"),
    "OK": N_("OK"),
    "Save": N_("Save"),
    "Save All": N_("Save all"),
    "Open": N_("Open the file"),
    "&Yes": N_("Yes"),
    "Yes to &All": N_("Yes to all"),
    "&No": N_("No"),
    "N&o to All": N_("No to all"),
    "Abort": N_("Stop"),
    "Retry": N_("Try again"),
    "Ignore": N_("Ignore"),
    "Close": N_("Close"),
    "Cancel": N_("Cancel"),
    "Discard": N_("Discard"),
    "Help": N_("Help"),
    "Apply": N_("Apply"),
    "Reset": N_("Reset"),
    "Restore Defaults": N_("Restore defaults"),
    "Show Details...": N_("Show details"),
    "Hide Details...": N_("Hide details"),
    "&Choose": N_("Choose"),
    "&Look in:": N_("Folder"),
    "&New Folder": N_("New folder"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "&Open": N_("Open the file"),
    "&Rename": N_("Rename"),
    "&Save": N_("Save"),
    "All Files (*)": N_("All files (*)"),
    "Back": N_("Back"),
    "Go back": N_("Back"),
    "Forward": N_("Forward"),
    "Go forward": N_("Forward"),
    "Parent Directory": N_("Folder above"),
    "Go to the parent directory": N_("Folder above"),
    "Change to detail view mode": N_("Show details"),
    "Detail View": N_("Show details"),
    "Change to list view mode": N_("Show as a list"),
    "List View": N_("Show as a list"),
    "Directories": N_("Folders"),
    "Directory:": N_("Folder"),
    "File &name:": N_("Name of the file"),
    "Files": N_("Files"),
    "Files of &type:": N_("Kind of file"),
    "Show ": N_("Show"),
    "Show &hidden files": N_("Show hidden files"),
    "Save As": N_("Save to a file"),
    "Find Directory": N_("Find a folder"),
    "Sidebar": N_("Places"),
    "List of places and bookmarks": N_("Places"),
    "Computer": N_("Computer"),
    "Date Modified": N_("Changed on"),
    "Name": N_("Name"),
    "Size": N_("Size"),
    "Type": N_("Kind"),
    "Drive": N_("Drive"),
    "Folder": N_("Folder"),
    "Print": N_("Print"),
    "&Print": N_("Print"),
    "&Options >>": N_("Options"),
    "&Options <<": N_("Fewer options"),
    "Local file": N_("A file"),
    "Print to File (PDF)": N_("Print to a file (PDF)"),
    "Write PDF file": N_("Write a PDF file"),
    "All Pages": N_("All pages"),
    "Odd Pages": N_("Odd pages"),
    "Even Pages": N_("Even pages"),
    "Page Setup": N_("Page setup"),
    "Collate": N_("Collate"),
    "Color": N_("Colour"),
    "Color Mode": N_("Colour or grey"),
    "Grayscale": N_("Shades of grey"),
    "Copies": N_("Copies"),
    "Copies:": N_("Copies"),
    "Current Page": N_("Current page"),
    "Double Sided Printing": N_("Both sides of the paper"),
    "Off": N_("Off"),
    "Long side binding": N_("Turned at the long side"),
    "Short side binding": N_("Turned at the short side"),
    "Options": N_("Options"),
    "Output Settings": N_("Settings"),
    "Page &Set:": N_("Which pages"),
    "Pages": N_("Pages"),
    "Pages from": N_("Pages from"),
    "to": N_("to"),
    "Print all": N_("Print all"),
    "Print range": N_("Which pages"),
    "Reverse": N_("From the last"),
    "Selection": N_("Selection"),
    "&Name:": N_("Name"),
    "Location:": N_("Its place"),
    "Output &file:": N_("File"),
    "P&roperties": N_("Properties"),
    "Preview": N_("Preview"),
    "Printer": N_("Printer"),
    "Type:": N_("Kind"),
    "Paper": N_("Sheet of paper"),
    "Page size:": N_("Paper size"),
    "Width:": N_("Width"),
    "Height:": N_("Height"),
    "Paper source:": N_("Tray"),
    "Orientation": N_("Direction"),
    "Portrait": N_("Upright"),
    "Landscape": N_("Across"),
    "Reverse landscape": N_("Across, turned round"),
    "Reverse portrait": N_("Upright, turned round"),
    "Margins": N_("Margins"),
    "top margin": N_("Top margin"),
    "bottom margin": N_("Bottom margin"),
    "left margin": N_("Left margin"),
    "right margin": N_("Right margin"),
    "Custom": N_("Own size"),
    "Page Layout": N_("Pages on a sheet"),
    "Page &order:": N_("Order of pages"),
    "Pages &per sheet:": N_("Pages on a sheet"),
    "Millimeters (mm)": N_("Millimetres (mm)"),
    "Inches (in)": N_("Inches (in)"),
    "Points (pt)": N_("Points (pt)"),
    "Left to Right, Top to Bottom": N_("Left to right, top to bottom"),
    "Left to Right, Bottom to Top": N_("Left to right, bottom to top"),
    "Right to Left, Top to Bottom": N_("Right to left, top to bottom"),
    "Right to Left, Bottom to Top": N_("Right to left, bottom to top"),
    "Top to Bottom, Left to Right": N_("Top to bottom, left to right"),
    "Top to Bottom, Right to Left": N_("Top to bottom, right to left"),
    "Bottom to Top, Left to Right": N_("Bottom to top, left to right"),
    "Bottom to Top, Right to Left": N_("Bottom to top, right to left"),
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separat"
    "ed by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": N_(
        "Pages or stretches of pages, such as 3,5-7,9"
    ),
}
"""Qt's text, with the & that marks its key, and the words we say for it."""
_LOCALES = {"vi": "vi_VN", "en": "en_GB"}
_installed: "QtWords | None" = None


class QtWords(QTranslator):
    """Answers Qt with our words; in English Qt's own stay, with their keys."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The words for a text of Qt; None leaves Qt its own."""
        words = WORDS.get(source)
        return _(words) if words and i18n.language() != "en" else None

    def isEmpty(self) -> bool:
        return False


def speak(app: QCoreApplication) -> None:
    """Have Qt's words, calendars and numbers follow the current language from now on."""
    global _installed
    if _installed is not None:
        app.removeTranslator(_installed)
    QLocale.setDefault(QLocale(_LOCALES.get(i18n.language(), "en_GB")))
    _installed = QtWords(app)
    app.installTranslator(_installed)
