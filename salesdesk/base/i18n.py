"""Words in the person's language: gettext catalogues, one a package, merged when loaded.

English is the source. ``resources/locale/<language>/<package>.po`` holds the translations of one
package. In a checkout they are compiled to one ``salesdesk.mo`` beside them when older than a
catalogue; the installer carries only the compiled file.

``python -m salesdesk.base.i18n check [package]`` lists what a package says and no catalogue has.
"""

import gettext
import sys
from collections.abc import Callable
from pathlib import Path

from salesdesk.base import paths

LANGUAGES = ("en", "vi")
PSEUDO = "xx"
_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """The message in the current language."""
    return _current.gettext(message)


def N_(message: str) -> str:
    """Mark a message that is translated later, where it is shown."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a count, in the current language."""
    return _current.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message in the current language, told apart by a context."""
    return _current.pgettext(context, message)


def language() -> str:
    """The current language: "en", "vi", or "xx" for the stretching test language."""
    return _language


def set_language(code: str) -> None:
    """Switch every word that is asked for from now on; unknown codes mean English."""
    global _current, _language
    _current, _language = _catalogue(code), code if code in (*LANGUAGES, PSEUDO) else "en"


def translator(code: str) -> Callable[[str], str]:
    """A function like ``_`` that speaks one language whatever the window speaks: papers have their own."""
    return _catalogue(code).gettext


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "vi":
        return _load(code)
    return _Pseudo() if code == PSEUDO else gettext.NullTranslations()


def catalogues(code: str) -> list[Path]:
    """The catalogues of a language in the checkout."""
    return sorted((paths.resources() / "locale" / code).glob("*.po"))


def _load(code: str) -> gettext.NullTranslations:
    compiled = paths.resources() / "locale" / code / "salesdesk.mo"
    sources = catalogues(code)
    newest = max((p.stat().st_mtime_ns for p in sources), default=0)
    if not compiled.exists() or compiled.stat().st_mtime_ns < newest:
        compile_catalogue(code, compiled)
    with compiled.open("rb") as f:
        return gettext.GNUTranslations(f)


def compile_catalogue(code: str, target: Path) -> None:
    """Merge a language's catalogues and write the compiled file (needs Babel: a checkout or a build)."""
    import os
    import tempfile

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale=code, charset="utf-8")
    for path in catalogues(code):
        with path.open("rb") as f:
            for message in read_po(f, locale=code):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
    # Two programs may start at once after an update: write aside, then swap.
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".mo")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, merged)
    Path(name).replace(target)


class _Pseudo(gettext.NullTranslations):
    """English stretched by 60 % and marked, to see what is cut off and what is not translated."""

    _STRETCH = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")

    def gettext(self, message: str) -> str:
        parts = message.split("{")
        words = "{".join([parts[0].translate(self._STRETCH), *(self._outside(p) for p in parts[1:])])
        return f"[{words}{'·' * (len(message) * 6 // 10)}]"

    def _outside(self, part: str) -> str:
        name, brace, rest = part.partition("}")
        return name + brace + rest.translate(self._STRETCH)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def missing(package: str | None = None, code: str = "vi") -> list[str]:
    """The messages of the program (or of one of its packages) that no catalogue translates."""
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import read_po

    known: set[tuple[str | None, str]] = set()
    for path in catalogues(code):
        with path.open("rb") as f:
            for message in read_po(f, locale=code):
                words = message.string
                if words and (isinstance(words, str) or all(words)) and not message.fuzzy:
                    known.add((message.context, message.id if isinstance(message.id, str) else message.id[0]))
    root = Path(__file__).parent.parent
    start = root / package if package else root
    keywords = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    found = extract_from_dir(str(start), method_map=[("**.py", "python")], keywords=keywords)
    out = []
    for name, line, said, _comments, context in found:
        first = said if isinstance(said, str) else said[0]
        if (context, first) not in known:
            out.append(f"{name}:{line}: {first}")
    return out


if __name__ == "__main__":
    lacking = missing(sys.argv[2] if len(sys.argv) > 2 else None)
    sys.stdout.write("".join(f"{line}\n" for line in lacking) + f"{len(lacking)} not translated\n")
    sys.exit(1 if lacking else 0)
