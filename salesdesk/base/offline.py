"""The program speaks to no network: whatever tried to, ours or a library's, is refused before it happens."""

import sys
from typing import Any

_REFUSED = frozenset(
    {
        "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
        "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
    }
)  # fmt: skip


def seal() -> None:
    """Refuse every socket of a network in this process from now on; it cannot be taken back.

    Who tries gets `PermissionError`. Encryption for networks is not even loaded: SQLAlchemy brings
    asyncio, which does without.
    """
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # what Python calls "cannot be imported"
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _REFUSED or (event == "socket.__new__" and _is_of_a_network(arguments)):
        raise PermissionError("Salesdesk speaks to no network")


def _is_of_a_network(arguments: tuple[Any, ...]) -> bool:
    import socket  # whoever makes a socket has loaded it

    return bool(arguments[1] != getattr(socket, "AF_UNIX", None))
