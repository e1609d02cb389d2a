"""What the start of the program loads, and what it leaves alone."""

import subprocess
import sys


def test_loading_the_window_reads_no_source_text() -> None:
    asked = (
        "import linecache; from salesdesk.ui import plain_imports; plain_imports.give_back();"
        "before = set(linecache.cache); import salesdesk.app.window;"
        "print([n for n in set(linecache.cache) - before if n.endswith('.py')])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
