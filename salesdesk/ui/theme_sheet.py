"""The one style sheet, for Qt's own controls; our own widgets paint themselves.

Class names with a dot before them (``.QPushButton``) mean exactly that class, so that our subclasses stay out
of it. Pictures come from ``resources/icons/look``: a sheet cannot colour an icon.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $ink; border: 1px solid $line2; border-radius: 5px;
  selection-background-color: $accent; selection-color: $onAccent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${control_in}px; padding: 0 8px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 0 7px; min-height: ${control_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 4px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"],
QAbstractSpinBox[wrong="true"] {
  border-color: $danger;
}
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:disabled, QPlainTextEdit:read-only,
QComboBox:disabled, QAbstractSpinBox:disabled, QAbstractSpinBox:read-only {
  background: $sunken; border-color: $line;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $ink3; }
QTextBrowser { border: none; background: $surface; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
  border: none; background: transparent; padding: 0; min-height: 0;
}
QAbstractSpinBox { max-height: ${control_in}px; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox {
  border: 2px solid $focus; border-radius: 0; padding: 0 6px; min-height: 0;
}
QAbstractItemView QComboBox QLineEdit { border: none; padding: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down {
  border: none; width: 28px; subcontrol-origin: border; subcontrol-position: center right;
}
QComboBox::down-arrow { image: url(look:$mode-down.svg); width: ${mark}px; height: ${mark}px; }
QComboBoxPrivateContainer { background: $surface; border: 1px solid $btn; }
QComboBox QAbstractItemView { background: $surface; border: none; padding: 3px; outline: none; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  border: none; width: 24px; background: transparent; subcontrol-origin: border;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url(look:$mode-up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(look:$mode-down.svg); width: 12px; height: 12px; }
QDateEdit[calendarPopup="true"]::drop-down, QDateTimeEdit[calendarPopup="true"]::drop-down {
  border: none; width: 28px; subcontrol-origin: border; subcontrol-position: center right;
}
QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url(look:$mode-calendar.svg); width: ${mark}px; height: ${mark}px;
}
""")

_MARKS = Template("""
QCheckBox, QRadioButton {
  color: $ink; spacing: 8px; min-height: ${target_in}px; padding: 0 4px 0 1px;
  border: 2px solid transparent; border-radius: 5px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $ink3; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator,
QGroupBox::indicator {
  width: ${tick}px; height: ${tick}px; border: 1px solid $line2; border-radius: 4px; background: $surface;
}
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: ${tick_round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QAbstractItemView::indicator:checked,
QMenu::indicator:checked, QGroupBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:non-exclusive:checked,
QGroupBox::indicator:checked { image: url(look:$mode-check.svg); }
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked { image: url(look:$mode-dot.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url(look:$mode-minus.svg);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $btn; background: $sunken; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: $line2; }
QGroupBox {
  border: 1px solid $line; border-radius: 8px; margin-top: 10px; padding: 14px; background: $surface;
}
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; }
QProgressBar {
  border: none; border-radius: 3px; background: $hover; min-height: 6px; max-height: 6px; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSlider:horizontal { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $hover; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 16px; margin: -7px 0; border: 1px solid $line2; border-radius: 8px; background: $surface;
}
QSlider::handle:horizontal:focus { border: 2px solid $focus; }
""")

_LAYERS = Template("""
QMenu { background: $surface; border: 1px solid $btn; padding: 4px; }
QMenu::item {
  min-height: ${menu_row}px; padding: 0 20px 0 12px; border-radius: 5px; color: $ink; background: transparent;
}
QMenu::item:selected { background: $hover; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { left: 8px; }
QMenu::right-arrow { image: url(look:$mode-right.svg); width: ${mark}px; height: ${mark}px; right: 6px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $surface; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QToolTip { background: $ink; color: $surface; border: 1px solid $ink; padding: 4px 7px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $btn; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $line2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }
QSplitter::handle:horizontal { background: $line; width: 1px; margin: 0 3px; }
QSplitter::handle:vertical { background: $line; height: 1px; margin: 3px 0; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
""")

_VIEWS = Template("""
QAbstractItemView {
  background: $surface; alternate-background-color: $surface; color: $ink; border: none; outline: none;
  gridline-color: $line; selection-background-color: $sel; selection-color: $ink;
}
QTableView::item, QListView::item { border: none; padding: 0 8px; color: $ink; }
QTableView::item { border-top: 1px solid $line; }
QListView::item { min-height: ${menu_row}px; }
QComboBox QListView::item { min-height: ${menu_row}px; border-radius: 4px; }
QTableView::item:hover, QListView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected { background: $sel; color: $ink; }
QTableView::item:focus, QListView::item:focus { border: 2px solid $focus; padding: 0 6px; }
QComboBox QListView::item:focus { border: none; padding: 0 8px; }
QComboBox QListView::item:selected { background: $accentSoft; color: $accentInk; }
QHeaderView { background: $sunken; border: none; font-size: ${caption}px; font-weight: 500; }
QHeaderView::section {
  background: $sunken; color: $ink2; border: none; border-bottom: 1px solid $line; padding: 0 8px;
  min-height: ${header}px;
}
QHeaderView::section:hover { background: $hover; }
QHeaderView::section:vertical { border-bottom: none; border-top: 1px solid $line; min-height: 0; }
QHeaderView::up-arrow { image: url(look:$mode-up.svg); width: 12px; height: 12px; right: 6px; }
QHeaderView::down-arrow { image: url(look:$mode-down.svg); width: 12px; height: 12px; right: 6px; }
QTableCornerButton::section { background: $sunken; border: none; border-bottom: 1px solid $line; }
.QTabBar { background: transparent; }
.QTabBar::tab {
  background: transparent; color: $ink2; border: none; padding: 6px 12px;
  border-bottom: 3px solid transparent;
}
.QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; }
.QTabBar::tab:hover { color: $ink; }
.QTabBar::tab:focus { border: 2px solid $focus; border-radius: 5px; padding: 4px 10px 5px 10px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
.QPushButton, QDialogButtonBox QPushButton {
  background: $surface; color: $ink; border: 1px solid $btn; border-radius: 6px; min-height: ${control_in}px;
  padding: 0 12px;
}
.QPushButton:hover { background: $hover; }
.QPushButton:focus { border: 2px solid $focus; padding: 0 11px; }
.QPushButton:default { border-color: $accent; }
.QPushButton:disabled { color: $ink3; background: $sunken; }
.QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
.QToolButton:hover { background: $hover; }
.QToolButton:focus { border: 2px solid $focus; padding: 2px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton {
  color: $ink; background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px 6px;
  min-height: ${target_in}px; min-width: 18px;
}
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $focus; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(look:$mode-left.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(look:$mode-right.svg); }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView {
  background: $surface; selection-background-color: $accent; selection-color: $onAccent; padding: 4px;
}
QCalendarWidget QTableView::item, QCalendarWidget QTableView::item:focus {
  border: none; padding: 0; border-radius: 6px;
}
QCalendarWidget QTableView::item:selected { background: $accent; color: $onAccent; }
""")


def sheet(colours: Mapping[str, str], scale: float, mode: str) -> str:
    """The style sheet for a set of colours; ``scale`` is the text size, ``mode`` names the pictures."""
    lengths = {
        "control_in": round(32 * scale) - 2,
        "control_focus": round(32 * scale) - 4,
        "target_in": round(24 * scale) - 4,
        "menu_row": round(28 * scale),
        "header": round(30 * scale) - 1,
        "caption": round(12 * scale),
        "mark": round(16 * scale),
        "tick": round(16 * scale),
        "tick_round": round(16 * scale) // 2 + 1,
    }
    values = {**colours, "mode": mode, **lengths}
    return "".join(part.substitute(values) for part in (_FIELDS, _MARKS, _LAYERS, _VIEWS))
