"""How much memory something took at its peak, where the system tells it (Linux; elsewhere 0)."""

from contextlib import suppress
from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_base = [0.0]


def _megabytes(name: str) -> float:
    if not _STATUS.exists():
        return 0.0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def reset_peak() -> None:
    """Begin to measure."""
    if _CLEAR.exists():
        with suppress(OSError):  # a container that forbids it: the peak is then that of the whole run
            _CLEAR.write_text("5")
    _base[0] = _megabytes("VmRSS")


def peak_since_reset() -> float:
    """Megabytes more than at the beginning, at the worst moment since."""
    return _megabytes("VmHWM") - _base[0]
