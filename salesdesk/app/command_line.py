"""What can be typed after ``salesdesk``: parsing, plain messages, exit codes."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from salesdesk import __version__
from salesdesk.app.terminal import DONE, FAILED, say
from salesdesk.base import i18n, paths
from salesdesk.base.errors import Cancelled, StoreError, UserError
from salesdesk.base.i18n import _

KINDS = ("parties", "staff", "products", "deals", "sales", "cases", "prospects", "targets")
SUPPORT_PARTS = ("versions", "settings", "counts", "check", "log")
Command = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Parse and run; errors become one plain sentence on standard error."""
    i18n.set_language(_system_language())
    chosen = _parser().parse_args(arguments)
    if getattr(chosen, "lang", None):
        i18n.set_language(chosen.lang)
    try:
        return int(chosen.command(chosen))
    except UserError as error:
        say(error.message, sys.stderr)
        return FAILED
    except StoreError as error:
        say(_words_of(error, chosen), sys.stderr)
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has read enough ("| head"); the interpreter must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except (Cancelled, KeyboardInterrupt):
        say(_("Stopped. Nothing was changed."), sys.stderr)
        return FAILED


def _words_of(error: StoreError, chosen: argparse.Namespace) -> str:
    if error.kind not in ("missing", "damaged", "newer") or chosen.command is _open:
        return error.message
    from salesdesk.app import ways  # only now: it knows the copies

    return ways.for_the_terminal(error, book_of(chosen))


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name, "").lower().startswith("vi"):
            return "vi"
    return "en"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="salesdesk",
        description=_(
            "Customers, sales and after-sales service of a small shop in one book on this computer."
        ),
    )
    parser.add_argument("--version", action="version", version=f"Salesdesk {__version__}")
    parser.add_argument("--book", type=Path, help=_("the book to use (default: the shop's own)"))
    parser.add_argument("--lang", choices=i18n.LANGUAGES, help=_("language of the messages"))
    parser.set_defaults(command=_open)
    commands = parser.add_subparsers(title=_("commands"), metavar="")
    _window_commands(commands)
    _file_commands(commands)
    _care_commands(commands)
    return parser


def _add(
    commands: Any, name: str, words: str, command: Command, *, book: bool = True
) -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    if book:
        sub.add_argument("--book", type=Path, default=argparse.SUPPRESS, help=_("the book to use"))
    sub.add_argument(
        "--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help=_("language of the messages")
    )
    sub.set_defaults(command=command)
    return sub


def _window_commands(commands: Any) -> None:
    _add(commands, "open", _("open the book in the window (the default)"), _open)
    _add(commands, "demo", _("open a throw-away copy of the sample shop"), _demo, book=False)
    screens = _add(commands, "screens", _("draw every screen and dialog as a picture"), _screens, book=False)
    screens.add_argument("--out", type=Path, required=True, help=_("the folder for the pictures"))
    screens.add_argument(
        "--size", action="append", help=_("size in pixels, such as 1366x768 (may be repeated)")
    )
    screens.add_argument(
        "--language", action="append", choices=i18n.LANGUAGES, help=_("language of the screens")
    )
    screens.add_argument(
        "--theme", action="append", choices=("light", "dark"), help=_("colours of the screens")
    )
    screens.add_argument(
        "--help-pictures", action="store_true", help=_("draw the pictures of the help instead, smaller")
    )
    screens.add_argument(
        "--mockups", action="store_true", help=_("draw the pictures of the design instead, in their sizes")
    )
    screens.add_argument("--only", help=_("draw only the screens whose name contains this"))


def _file_commands(commands: Any) -> None:
    bring = _add(commands, "import", _("bring in a CSV, Excel or vCard file"), _import)
    bring.add_argument("kind", choices=KINDS, help=_("what the file holds"))
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true", help=_("show what would happen and write nothing"))
    bring.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help=_("match a column by hand")
    )
    bring.add_argument("--encoding", help=_("the file's encoding, when the guess is wrong"))
    bring.add_argument("--sheet", help=_("the sheet of a workbook"))
    bring.add_argument("--campaign", help=_("the campaign that these prospects came from"))
    bring.add_argument(
        "--left-out", type=Path, help=_("write the rows left out, with their reasons, to this CSV file")
    )
    export = _add(commands, "export", _("write records to a CSV, Excel or vCard file"), _export)
    export.add_argument("kind", choices=("parties", "products", "deals", "sales", "cases", "campaigns"))
    export.add_argument("file", type=Path, help=_("its ending chooses the format: .csv, .xlsx or .vcf"))
    report = _add(commands, "report", _("print the metrics of a period"), _report)
    report.add_argument(
        "--period", default="13w", help=_("13w, a month 2026-05, a quarter 2026-Q2, a year 2026, or all")
    )
    report.add_argument(
        "--by", help=_("split by agent, office, manager, product, place, group, source, topic, channel …")
    )
    report.add_argument("--json", action="store_true", help=_("for other programs"))


def _care_commands(commands: Any) -> None:
    check = _add(commands, "check", _("look whether the book, or a copy of it, is sound"), _check)
    check.add_argument(
        "file", type=Path, nargs="?", help=_("a copy to look at and to compare with its note, not the book")
    )
    backup = _add(commands, "backup", _("make a proven copy of the book"), _backup)
    backup.add_argument("--to", type=Path, help=_("the folder for the copy"))
    back = _add(commands, "restore", _("put a copy in the place of the book"), _restore)
    back.add_argument("file", type=Path, help=_("the copy; today's book is copied first"))
    back.add_argument("--preview", action="store_true", help=_("show what is in the copy and change nothing"))
    back.add_argument(
        "--only-records", action="store_true",
        help=_("take only the records of a copy whose layout was changed by another program"),
    )  # fmt: skip
    help_file = _add(commands, "support", _("write a file for somebody who helps, without words of the shop"),
                     _support)  # fmt: skip
    help_file.add_argument("--out", type=Path, required=True, help=_("the file to write"))
    help_file.add_argument(
        "--without", action="append", default=[], choices=SUPPORT_PARTS, help=_("leave this part out")
    )
    sample = _add(commands, "generate", _("make a large book for trying the speed"), _generate, book=False)
    sample.add_argument("file", type=Path)
    sample.add_argument("--rows", type=int, default=100_000, help=_("how many people (ten contacts each)"))


def book_of(chosen: argparse.Namespace) -> Path:
    """The book that a command works on."""
    return chosen.book or paths.shop_file()


def _open(chosen: argparse.Namespace) -> int:
    import gc

    from salesdesk.ui import plain_imports

    gc.disable()  # until the window is there: what is loaded now stays
    plain_imports.give_back()  # first: it makes every later import cheaper
    from salesdesk.app import launch

    return launch.open_book(book_of(chosen))


def _demo(_chosen: argparse.Namespace) -> int:
    from salesdesk.app import launch

    return launch.open_demo()


def _screens(chosen: argparse.Namespace) -> int:
    from salesdesk.app import help_pictures, screens

    if chosen.help_pictures:
        return help_pictures.draw(chosen.out)
    return screens.render(
        chosen.out, sizes=chosen.size, languages=chosen.language, themes=chosen.theme,
        only=chosen.only or "", mockups=chosen.mockups,
    )  # fmt: skip


def _import(chosen: argparse.Namespace) -> int:
    from salesdesk.app import bring_in

    return bring_in.run(book_of(chosen), chosen)


def _export(chosen: argparse.Namespace) -> int:
    from salesdesk.app import write_out

    return write_out.run(book_of(chosen), chosen.kind, chosen.file)


def _report(chosen: argparse.Namespace) -> int:
    from salesdesk.app import report

    return report.run(book_of(chosen), period=chosen.period, by=chosen.by, as_json=chosen.json)


def _check(chosen: argparse.Namespace) -> int:
    from salesdesk.app import care

    return care.check(book_of(chosen), chosen.file)


def _backup(chosen: argparse.Namespace) -> int:
    from salesdesk.app import care

    return care.back_up(book_of(chosen), chosen.to)


def _restore(chosen: argparse.Namespace) -> int:
    from salesdesk.app import care

    return care.restore(
        book_of(chosen), chosen.file, preview=chosen.preview, only_records=chosen.only_records
    )


def _support(chosen: argparse.Namespace) -> int:
    from salesdesk.app import support
    from salesdesk.app.preferences import Preferences
    from salesdesk.base.task import silent_task

    parts = support.gather(book_of(chosen), Preferences(), silent_task())
    support.save(chosen.out, [part for part in parts if part.key not in chosen.without])
    say(_("Written: {path}. Read it before you hand it on.").format(path=chosen.out))
    return DONE


def _generate(chosen: argparse.Namespace) -> int:
    from salesdesk.app import generate

    return generate.run(chosen.file, chosen.rows)
