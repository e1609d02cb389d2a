"""Ids: 63 bits, ordered by time, unique across machines without asking anybody.

41 bits of milliseconds since 2020, 14 bits that a process draws once, 8 bits of counter. When a
millisecond's 256 numbers are used up the clock of the ids runs ahead of the wall clock, so nobody waits
and nothing repeats. Many ids at once follow one another without a gap, through the lower 22 bits.
"""

import secrets
import threading
import time

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_NODE_BITS, _COUNTER_BITS = 14, 8
_node = secrets.randbits(_NODE_BITS)
_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> int:
    """The next id of this process: larger than every one before it, positive, below 2**63."""
    global _last_ms, _counter
    with _lock:
        ms = time.time_ns() // 1_000_000 - EPOCH_MS
        if ms > _last_ms:
            _last_ms, _counter = ms, 0
        else:
            _counter += 1
            if _counter >> _COUNTER_BITS:
                _last_ms, _counter = _last_ms + 1, 0
        return (_last_ms << (_NODE_BITS + _COUNTER_BITS)) | (_node << _COUNTER_BITS) | _counter


def new_ids(count: int) -> list[int]:
    """As many ids, each one more than the one before it, from milliseconds that no other id is of."""
    global _last_ms, _counter
    with _lock:
        ms = max(time.time_ns() // 1_000_000 - EPOCH_MS, _last_ms + 1)
        first = (ms << (_NODE_BITS + _COUNTER_BITS)) | (_node << _COUNTER_BITS)
        _last_ms = (first + max(count, 1) - 1) >> (_NODE_BITS + _COUNTER_BITS)
        _counter = 1 << _COUNTER_BITS
        return list(range(first, first + count))
