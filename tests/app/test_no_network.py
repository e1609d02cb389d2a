"""Nothing is sent anywhere: the whole window at work opens no network socket and loads no network code."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PROGRAM = """
    import socket, sys
    from pathlib import Path

    reached = []
    sys.addaudithook(lambda event, args: event.startswith("socket.") and reached.append((event, str(args))))

    from PySide6.QtWidgets import QApplication
    from salesdesk.app import start
    from salesdesk.app.demo import make_demo
    from salesdesk.app.features import FEATURES
    from salesdesk.app.preferences import Preferences
    from salesdesk.app.window import MainWindow

    folder = Path(sys.argv[1])
    app = start.application()
    window = MainWindow(make_demo(folder / "shop.salesdesk", "vi"), Preferences(folder / "salesdesk.ini"))
    window.show()
    for feature in FEATURES:
        window.open_tab(feature.key)
        app.processEvents()
        window.jobs.wait_all(20)
        app.processEvents()
    window.open_settings()
    app.processEvents()
    if sys.platform == "linux":
        open_ones = {str(p.readlink()) for p in Path("/proc/self/fd").iterdir() if p.is_symlink()}
        for kind in ("tcp", "tcp6", "udp", "udp6"):
            table = Path("/proc/self/net") / kind
            for line in table.read_text().splitlines()[1:] if table.exists() else []:
                if f"socket:[{line.split()[9]}]" in open_ones:
                    reached.append((kind, line))
        if "libQt6Network" in Path("/proc/self/maps").read_text():
            reached.append(("library", "libQt6Network"))
    print("REACHED", reached, "QtNetwork" if "PySide6.QtNetwork" in sys.modules else "")
    window.close()
"""


def test_the_window_at_work_opens_no_socket(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(tmp_path)],
        capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    assert "REACHED [] \n" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["icons", "fonts", "templates", "help"])
def test_no_resource_is_fetched_from_anywhere(folder: str) -> None:
    from salesdesk.base import paths

    texts = [
        p for p in (paths.resources() / folder).rglob("*") if p.suffix in {".svg", ".html", ".md", ".css"}
    ]
    fetched = ('src="http', 'href="http', "url(http", "](http", "@import")
    assert [p.name for p in texts if any(word in p.read_text("utf-8") for word in fetched)] == []
