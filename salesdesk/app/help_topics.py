"""The help's topics: one a screen, written in ``resources/help/{en,vi}/*.md``. Qt-free."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from salesdesk.base import i18n, paths
from salesdesk.base.fold import fold

TOPICS = (
    "start", "today", "prospects", "sales", "quote", "service", "case", "marketing", "campaign", "compare",
    "import", "backups", "settings", "keys", "undo", "lock",
)  # fmt: skip
"""In the order of the contents; each is a file."""
PICTURES = {
    "today": "today", "prospects": "prospects", "sales": "sales-board", "quote": "quote",
    "service": "service-queue", "case": "case", "marketing": "campaigns", "campaign": "campaign",
    "compare": "compare", "import": "import-columns", "settings": "settings-language", "keys": "keys",
    "undo": "history",
}  # fmt: skip
"""The screen (see `screen_list`) that a topic shows."""
_RECORDS = {"party": "prospects", "quote": "quote", "case": "case", "campaign": "campaign"}
_PAGES = {"ImportPage": "import", "SettingsPage": "settings"}
# The beginning of a dialog's class and what it is about; what is not named is about the tab behind it.
_DIALOGS = (
    ("Keys", "keys"), ("Staff", "lock"), ("Pin", "lock"), ("Lock", "lock"), ("History", "undo"),
    ("Bin", "undo"), ("Restore", "backups"), ("Backup", "backups"), ("Case", "case"), ("NewCase", "case"),
    ("Rating", "case"), ("Item", "service"), ("Article", "case"), ("Campaign", "campaign"),
    ("Cost", "campaign"), ("Segment", "campaign"), ("Response", "marketing"), ("Deal", "sales"),
    ("Win", "sales"), ("Lose", "sales"), ("Payment", "sales"), ("Sale", "sales"), ("Credit", "sales"),
    ("Product", "quote"), ("NewParty", "prospects"), ("EditParty", "prospects"), ("Merge", "prospects"),
    ("Qualify", "prospects"), ("Contact", "prospects"), ("Step", "prospects"), ("Target", "compare"),
    ("Event", "compare"), ("Records", "compare"),
)  # fmt: skip
_IMAGE = re.compile(r"^!\[.*?\]\((.*?)\)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[.*?\]\((\w+)\.md\)")


class Topic(NamedTuple):
    """A topic in the person's language; ``text`` is Markdown."""

    key: str
    title: str
    text: str

    @property
    def links(self) -> list[str]:
        """The topics it leads to."""
        return _LINK.findall(self.text)

    @property
    def pictures(self) -> list[str]:
        """The pictures it shows, from the help's folder."""
        return _IMAGE.findall(self.text)


def folder() -> Path:
    """Where the help lies."""
    return paths.resources() / "help"


def read_topic(key: str, language: str = "") -> Topic:
    """A topic; a picture that is not there is left out. Raises `OSError` for a topic that is none."""
    spoken = language or i18n.language()
    path = folder() / (spoken if spoken in i18n.LANGUAGES else "en") / f"{key}.md"
    text = path.read_text(encoding="utf-8")
    title = text.splitlines()[0].lstrip("# ").strip()
    shown = _IMAGE.sub(lambda match: match[0] if (folder() / match[1]).exists() else "", text)
    return Topic(key, title, shown)


def read_all(language: str = "") -> list[Topic]:
    """All topics in the order of the contents."""
    return [read_topic(key, language) for key in TOPICS]


def find_topics(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """The topics that hold every word that was typed, those whose title does first; accents do not matter."""
    wanted = fold(typed).split()
    found = [topic for topic in topics if all(word in fold(topic.text) for word in wanted)]
    return sorted(found, key=lambda topic: not all(word in fold(topic.title) for word in wanted))


def topic_for(tab: str, record_kind: str = "", page: str = "", dialog: str = "") -> str:
    """What help is about: the dialog on top (its class), else the page over the tabs, the record, the tab."""
    about = next((topic for start, topic in _DIALOGS if dialog.startswith(start)), "") if dialog else ""
    found = about or _PAGES.get(page) or _RECORDS.get(record_kind) or tab
    return found if found in TOPICS else TOPICS[0]
