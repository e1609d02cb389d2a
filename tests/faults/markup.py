"""G22: a name that looks like HTML is shown as it is, everywhere, and opens no file and no network share.

``python -m tests.faults.markup FOLDER CANARY`` is the session that is watched from outside (strace): it
shows a shop whose every text would fetch the file CANARY if anything took it for HTML.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.campaign import Campaign, Outcome, TryOne

ROOT = Path(__file__).parent.parent.parent
_FORMS = (
    '<img src="{}">',
    "<img src={}>",
    '<a href="{}">x</a>',
    '<link rel="stylesheet" href="{}">',
    '<body background="{}">',
    '<table background="{}">',
    "<style>p {{background: url({})}}</style>",
    '<object data="{}">',
    '<iframe src="{}">',
    '<!DOCTYPE html><img src="{}">',
    '<?xml version="1.0"?><img src="{}"/>',
    "<qt><img src='{}'></qt>",
    "&lt;img src={}&gt;",
    '<IMG SRC="{}">',
    "<img\tsrc={}\n>",
    "<b>{}</b>",
    "<script>{}</script>",
    "![x]({})",
    "{}",
)
_SCHEMES = (
    "file://{}",
    "{}",
    "qrc:{}",
    "//evil-host/share{}",
    "file://evil-host/share{}",
    "http://127.0.0.1:9{}",
    "data:text/html,{}",
    "\\\\evil-host\\share{}",
    "ftp://127.0.0.1{}",
    "smb://127.0.0.1{}",
    "image://{}",
)
TABS = ("today", "prospects", "sales", "service", "marketing", "compare")


def payloads(canary: str) -> list[str]:
    """Every form with every scheme."""
    return [form.format(scheme.format(canary)) for form in _FORMS for scheme in _SCHEMES]


def cases(which: str, _seed: int) -> Iterable[str]:
    """The widgets and papers always, what the system sees of it at night."""
    return {"C": ("source", "widgets", "papers"), "N": ("source", "widgets", "papers", "watched")}.get(
        which, ()
    )


def fill(store: Any, words: list[str]) -> dict[str, int]:
    """A shop whose people, things, deals, cases, campaigns and messages are called by the payloads."""
    from salesdesk.documents.message_commands import add_message
    from salesdesk.marketing.commands import add_campaign
    from salesdesk.parties.commands import add_party, edit_party, log_interaction
    from salesdesk.sales.product_commands import add_product
    from salesdesk.sales.quote_commands import add_quote
    from salesdesk.sales.rules import LineDraft
    from salesdesk.sales.sale_commands import add_sale
    from salesdesk.service.commands import open_case
    from salesdesk.staff.commands import add_staff

    ids: dict[str, int] = {}
    with store.changing("Fill"):
        for number, text in enumerate(words):
            line = " ".join(text.split())
            party = ids["party"] = add_party(store, name=text, phone=f"09{number:08}")
            if number % 9:
                continue
            edit_party(store, party, notes=text, address=text, tags=line, job_title=line, needs=text)
            log_interaction(store, party, kind="call", outcome="reached", body=text)
            goods = [LineDraft(words=line, unit_price=1_000 + number)]
            ids["quote"] = add_quote(store, party_id=party, lines=goods)
            ids["sale"] = add_sale(store, party_id=party, lines=goods, after_sale=[])
            ids["case"] = open_case(store, party_id=party, title=text)
            ids["campaign"] = add_campaign(store, name=line)
            add_product(store, name=text, price=1_000)
            add_staff(store, name=line, roles="sales")
            add_message(store, name=line[:80], body=text)
        for key in ("shop_name", "paper_address", "paper_foot"):
            store.set_setting(key, words[0])
    return ids


def bad_widgets() -> Iterator[str]:
    """The labels and tooltips that Qt would read as HTML with something of ours unescaped in it."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

    for widget in QApplication.allWidgets():
        name = f"{type(widget).__name__} {widget.objectName()}"
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() != Qt.TextFormat.PlainText
            and _rich(widget.text())
        ):
            yield f"{name} reads {widget.text()[:60]!r}"
        for words in (widget.toolTip(), widget.whatsThis()):
            if _rich(words) and not words.startswith("<qt>"):
                yield f"the tooltip of {name} reads {words[:60]!r}"
            elif _rich(words) and "<" in words.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", ""):
                yield f"the tooltip of {name} is not escaped: {words[:60]!r}"
        if isinstance(widget, QTextEdit) and not widget.isReadOnly() and widget.acceptRichText():
            yield f"{name} takes pasted HTML"


def _rich(words: str) -> bool:
    from PySide6.QtGui import Qt

    return bool(Qt.mightBeRichText(words))


def session(folder: Path, canary: str) -> list[str]:
    """Show every tab and some records of such a shop; what is wrong with it."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    from salesdesk.app import launch
    from salesdesk.app.preferences import Preferences
    from salesdesk.app.window import MainWindow
    from salesdesk.store.database import Store

    app = launch.application()
    shop = {"shop_name": "Shop", "currency": "VND", "language": "en", "owner": "<b>Owner</b>"}
    store = Store.create(folder / "shop.salesdesk", **shop)
    ids = fill(store, payloads(canary))
    window = MainWindow(store, Preferences(folder / "salesdesk.ini"))
    window.show()
    wrong: list[str] = []

    def look() -> None:
        for _turn in range(3):
            app.processEvents()
            window.jobs.wait_all(20)
        for view in QApplication.allWidgets():
            if isinstance(view, QAbstractItemView) and view.isVisible() and view.model() is not None:
                for row in range(min(view.model().rowCount(), 12)):
                    tip = view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
                    if isinstance(tip, str) and _rich(tip) and not tip.startswith("<qt>"):
                        wrong.append(f"a row's tooltip reads {tip[:60]!r}")
        wrong.extend(bad_widgets())

    try:
        for key in TABS:
            window.open_tab(key)
            look()
        for kind in ("party", "quote", "case", "campaign"):
            window.open_record(kind, ids[kind])
            look()
        for section in ("shop", "staff", "products", "messages", "papers"):
            window.open_settings(section)
            look()
        window.messages.show_message(payloads(canary)[0], payloads(canary)[1])
        window.toasts.show_toast(payloads(canary)[0])
        look()
    finally:
        window.close()
        app.processEvents()
        store.close()
    return sorted(set(wrong))


def papers(folder: Path, canary: str) -> list[str]:
    """What is wrong with papers that say the payloads: each is there to be read, and nothing is fetched."""
    from salesdesk.app import launch
    from salesdesk.base.task import silent_task
    from salesdesk.documents import drawing_view
    from salesdesk.documents.making import make_paper
    from salesdesk.documents.papers import Request
    from salesdesk.documents.placing import SIZES
    from salesdesk.parties.commands import add_party
    from salesdesk.sales.quote_commands import add_quote
    from salesdesk.sales.rules import LineDraft
    from salesdesk.store.database import Store

    launch.application()
    shop = {"shop_name": payloads(canary)[0], "currency": "VND", "language": "en", "owner": "Hannah"}
    store = Store.create(folder / "papers.salesdesk", **shop)
    wrong: list[str] = []
    usual = drawing_view._PaperDocument.loadResource

    def watched_load(document: Any, kind: int, name: Any) -> object:
        wrong.append(f"a paper asks for {name}")
        return usual(document, kind, name)

    drawing_view._PaperDocument.loadResource = watched_load  # type: ignore[method-assign]
    try:
        for place in range(0, len(payloads(canary)), 10):
            lines = [" ".join(text.split()) for text in payloads(canary)[place : place + 10]]
            party = add_party(store, name=lines[0])
            quote = add_quote(
                store, party_id=party, lines=[LineDraft(words=w, unit_price=1_000) for w in lines]
            )
            paper = make_paper(store, Request("quote", quote, "en"))
            drawing = drawing_view.Drawing(paper, SIZES["a4"])
            said = " ".join(drawing.text.split())
            wrong += [f"a paper does not say {line[:60]!r}" for line in lines if line not in said]
        drawing_view.write_pdf(paper, SIZES["a4"], folder / "p.pdf", silent_task())
    finally:
        drawing_view._PaperDocument.loadResource = usual  # type: ignore[method-assign]
        store.close()
    return wrong


def source() -> list[str]:
    """Tooltips in the program's text that are neither constant words nor made plain."""
    wrong = []
    for path in sorted((ROOT / "salesdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            tooltip = isinstance(called, ast.Attribute) and called.attr == "setToolTip"
            if tooltip and not all(map(_is_plain, node.args)):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return wrong


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_plain(node.body) and _is_plain(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("plain_tip", "_")
    named = isinstance(node, ast.Name) and node.id in ("tip", "words")  # made plain a line above
    formatted = (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    )
    return isinstance(node, ast.Constant) or named or (formatted and "days" in ast.dump(node))


def watched(folder: Path) -> list[str]:
    """The session again, with the system telling which files and hosts it asks for."""
    canary = f"/canary-{os.getpid()}/x.png"
    log = folder / "trace"
    calls = "trace=openat,open,stat,lstat,statx,newfstatat,access,faccessat2,readlink,connect"
    command = ["strace", "-f", "-qq", "-s", "300", "-o", str(log), "-e", calls]
    place = folder / "watched"
    place.mkdir()
    command += [sys.executable, "-m", "tests.faults.markup", str(place), canary]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=1_200)
    seen = [line for line in log.read_text("utf-8", "replace").splitlines() if "canary-" in line]
    asked = [line[:160] for line in seen if "salesdesk.ini" not in line]
    asked += [line for line in log.read_text("utf-8", "replace").splitlines() if "AF_INET" in line]
    return asked[:5] + ([] if "DONE" in done.stdout else [done.stderr[-300:] or "the session did not end"])


@contextmanager
def begin(folder: Path) -> Iterator[TryOne]:
    """Each case is a session of its own."""

    def try_one(case: str) -> Outcome:
        canary = "/canary/x.png"
        acts = {
            "source": source,
            "widgets": lambda: session(folder, canary),
            "papers": lambda: papers(folder, canary),
            "watched": lambda: watched(folder) if shutil.which("strace") else [],
        }
        wrong = acts[case]()
        return Outcome(case, hit=True, wrong="; ".join(wrong)[:400])

    yield try_one


CAMPAIGNS = (Campaign("G22", "Names that look like HTML, on every screen", cases, begin),)

if __name__ == "__main__":
    _wrong = session(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write("DONE\n")
