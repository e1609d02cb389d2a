"""What makes a function a command: it reads and writes with the pen in hand."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Act = TypeVar("Act", bound=Callable[..., Any])


def command(act: Act) -> Act:
    """Let a command, whose first argument is the store, hold the pen from its first line to its last.

    So no other window changes what it has read before it writes. Without that, two windows which take money
    for one sale at the same moment would both add to the same old sum, and one payment would be lost from it.
    """

    @wraps(act)
    def with_the_pen(store: Any, *args: Any, **kwargs: Any) -> Any:
        with store.holding_the_pen():
            return act(store, *args, **kwargs)

    return cast(Act, with_the_pen)
