"""What the program is made of, and under which licence each part comes. The texts are in resources."""

from pathlib import Path
from typing import NamedTuple

from salesdesk.base import paths


class Part(NamedTuple):
    """A part of the program: its name, the short name of its licence, the files of the licence's text."""

    name: str
    licence: str
    files: tuple[str, ...]

    def text(self) -> str:
        """The whole text. Raises `OSError` when a file is not there."""
        texts = [(folder() / f"{file}.txt").read_text(encoding="utf-8") for file in self.files]
        return "\n\n".join(text.strip() for text in texts) + "\n"


PARTS = (
    Part("Salesdesk", "MIT", ("salesdesk",)),
    Part("Qt for Python (PySide6, Shiboken) and Qt 6", "LGPL-3.0", ("lgpl-3", "gpl-3")),
    Part("Python", "PSF-2.0", ("python",)),
    Part("Inter (font)", "OFL-1.1", ("inter",)),
    Part("Lucide (icons)", "ISC", ("lucide",)),
    Part("sqlcipher3, SQLite", "Zlib", ("sqlcipher3",)),
    Part("SQLAlchemy", "MIT", ("sqlalchemy",)),
    Part("SQLModel", "MIT", ("sqlmodel",)),
    Part("pydantic", "MIT", ("pydantic", "pydantic-core", "annotated-types", "typing-inspection")),
    Part("typing_extensions", "PSF-2.0", ("typing-extensions",)),
    Part("Alembic", "MIT", ("alembic",)),
    Part("Mako", "MIT", ("mako",)),
    Part("Jinja2", "BSD-3-Clause", ("jinja2",)),
    Part("MarkupSafe", "BSD-3-Clause", ("markupsafe",)),
    Part("matplotlib", "matplotlib (PSF)", ("matplotlib",)),
    Part("ContourPy", "BSD-3-Clause", ("contourpy",)),
    Part("Cycler", "BSD-3-Clause", ("cycler",)),
    Part("FontTools", "MIT", ("fonttools",)),
    Part("Kiwisolver", "BSD-3-Clause", ("kiwisolver",)),
    Part("NumPy", "BSD-3-Clause", ("numpy",)),
    Part("packaging", "BSD-2-Clause", ("packaging",)),
    Part("Pillow", "MIT-CMU", ("pillow",)),
    Part("pyparsing", "MIT", ("pyparsing",)),
    Part("python-dateutil", "BSD-3-Clause", ("python-dateutil",)),
    Part("charset-normalizer", "MIT", ("charset-normalizer",)),
    Part("python-calamine", "MIT", ("python-calamine",)),
    Part("RapidFuzz", "MIT", ("rapidfuzz",)),
    Part("segno", "BSD-3-Clause", ("segno",)),
    Part("tzdata", "Apache-2.0", ("tzdata",)),
    Part("XlsxWriter", "BSD-2-Clause", ("xlsxwriter",)),
)


def folder() -> Path:
    """Where the texts lie."""
    return paths.resources() / "licences"
