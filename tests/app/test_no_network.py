"""Nothing is sent anywhere: the whole window at work opens no network socket and loads no network code."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

PROGRAM = """
    import os, sys
    from pathlib import Path

    from salesdesk.base import offline

    os.umask(0o077)
    reached = []
    sys.addaudithook(lambda event, args: event.startswith("socket.") and reached.append((event, str(args))))
    offline.seal()  # as the program does, before anything else

    from PySide6.QtWidgets import QApplication
    from salesdesk.app import launch, start
    from salesdesk.app.demo import make_demo
    from salesdesk.app.features import FEATURES
    from salesdesk.app.preferences import Preferences
    from salesdesk.app.window import MainWindow

    folder = Path(sys.argv[1])
    app = launch.application()
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
    for name in ("ssl", "http.client", "urllib.request", "ftplib", "smtplib", "PySide6.QtNetwork"):
        if sys.modules.get(name) is not None:
            reached.append(("module", name))
    if "--plant" in sys.argv:
        import socket
        try:
            socket.create_connection(("127.0.0.1", 9), 1)
        except PermissionError as error:
            print("REFUSED", error)
    print("REACHED", reached)
    window.close()
"""


def _at_work(folder: Path, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder), *more],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_the_window_at_work_opens_no_socket_and_loads_no_network_code(tmp_path: Path) -> None:
    told = _at_work(tmp_path)
    assert "REACHED []\n" in told, told


def test_a_socket_that_something_opens_is_refused_and_seen_by_this_test(tmp_path: Path) -> None:
    told = _at_work(tmp_path, "--plant")
    assert "REFUSED" in told, told
    assert "REACHED [('socket." in told, told


PLANTED = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "listen": "import socket; socket.create_server(('127.0.0.1', 0))",
    "datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "name": "import socket; socket.getaddrinfo('localhost', 80)",
    "page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "mail": "import smtplib; smtplib.SMTP('127.0.0.1', 9)",
    "secret": "import ssl",
}


@pytest.mark.parametrize("how", PLANTED)
def test_the_program_cannot_reach_a_network_however_it_is_tried(how: str) -> None:
    program = (
        "import sys\nfrom salesdesk.app import command_line\nfrom salesdesk import __main__\n"
        f"def run(_arguments):\n    {PLANTED[how]}\n"
        "command_line.run = run\nsys.argv = ['salesdesk']\n__main__.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "speaks to no network" in last or last.startswith("ModuleNotFoundError"), done.stderr


@pytest.mark.parametrize("folder", ["icons", "fonts", "templates", "help"])
def test_no_resource_is_fetched_from_anywhere(folder: str) -> None:
    from salesdesk.base import paths

    texts = [
        p for p in (paths.resources() / folder).rglob("*") if p.suffix in {".svg", ".html", ".md", ".css"}
    ]
    fetched = ('src="http', 'href="http', "url(http", "](http", "@import")
    assert [p.name for p in texts if any(word in p.read_text("utf-8") for word in fetched)] == []
