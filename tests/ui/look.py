"""What the tests of the look share: finding text that is cut off."""

from math import ceil

from PySide6.QtWidgets import QWidget

from salesdesk.ui import theme
from salesdesk.ui.widgets import Badge, Button, Chip, Label, Segmented


def cut_off(root: QWidget) -> list[str]:
    """The words on a page that do not fit where they stand, with the reason."""
    out = []
    for label in root.findChildren(Label):
        if label.isVisible() and label.text():
            out += _label_faults(label)
    for button in [*root.findChildren(Button), *root.findChildren(Chip)]:
        if button.isVisible() and button.width() < button.face().width():
            out.append(f"button {button.text()!r}: {button.width()} < {button.face().width()}")
    for fixed in [*root.findChildren(Badge), *root.findChildren(Segmented)]:
        if fixed.isVisible() and fixed.width() < fixed.sizeHint().width():
            out.append(f"{type(fixed).__name__}: {fixed.width()} < {fixed.sizeHint().width()}")
    return out


def _label_faults(label: Label) -> list[str]:
    faults = []
    if not label.wordWrap() and not label._elide and label.width() < label._natural_width():
        faults.append(f"{label.text()!r} is {label.width()} wide")
    one_line = ceil(1.45 * label.font().pixelSize())
    needed = label.heightForWidth(label.width()) if label.wordWrap() else one_line
    if label.height() < needed:
        faults.append(f"{label.text()!r} is {label.height()} high, needs {needed}")
    if label.width() < min(label._natural_width(), theme.scaled(24)):
        faults.append(f"{label.text()!r} has no room at all")
    return faults
