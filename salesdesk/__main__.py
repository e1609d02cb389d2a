"""The command line: ``salesdesk`` opens the book; the other commands work without a window.

Nothing heavy is loaded here: each command loads what it needs when it is called.
"""

import os
import sys

from salesdesk.app import command_line
from salesdesk.base import offline


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives 0 when it did what was asked, 1 when it could not, 2 for a wrong call.

    Without ``arguments`` this process is the program: then it speaks to no network, and whatever it makes
    is for its owner's eyes only, from the first byte.
    """
    if arguments is None:
        os.umask(0o077)
        offline.seal()
    return command_line.run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
