"""Where a book should not lie: in folders that are synced or shared, and on drives that can be pulled out.

Judged by whole names of folders, marks that the services leave in them, and how the drive is attached;
never by a piece of a name ("Boxer shop" is a shop).
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import NamedTuple

SYNCED, NETWORK, REMOVABLE = "synced", "network", "removable"


class Place(NamedTuple):
    """Why a folder is no place for the book: ``kind``, and the service by name, "" when it has none."""

    kind: str
    service: str = ""


_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NAMES: tuple[tuple[str, str], ...] = (
    (r"onedrive( - .+)?", "OneDrive"),
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"mobile documents|icloud ?drive|com~apple~clouddocs", "iCloud"),
    (r"google ?drive( .+@.+| \(.+@.+\)|-.+@.+)?|drivefs", "Google Drive"),
    (r"megasync|mega", "MEGA"),
    (r"pcloud ?drive|pcloudsync", "pCloud"),
    (r"box sync|box-box", "Box"),
    (r"nextcloud", "Nextcloud"),
    (r"owncloud", "ownCloud"),
    (r"yandex\.?disk", "Yandex Disk"),
    (r"synologydrive", "Synology Drive"),
)  # fmt: skip
_SERVICES = tuple((re.compile(pattern, re.IGNORECASE), service) for pattern, service in _NAMES)
_EXACT = {"mega": "MEGA"}
"""Names that are everyday words too: they count only as the service itself spells them."""
_MARKS = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing", ".megaignore": "MEGA",
    ".tmp.driveupload": "Google Drive", ".tmp.drivedownload": "Google Drive", ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud", ".sync_folder.lock": "Resilio Sync", ".pcloud": "pCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}  # fmt: skip
_FAR = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|davfs|ncpfs|ceph|glusterfs|fuse\.(sshfs|davfs2?|gvfsd-fuse|smbnetfs)"
)
_OF_CLOUDS = {"fuse.pcloud": "pCloud", "fuse.rclone": "rclone", "fuse.google-drive-ocamlfuse": "Google Drive"}
_STICKS = ("/media/", "/run/media/")
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # answers of Windows' GetDriveTypeW


class Mount(NamedTuple):
    """A drive in the folder tree: its folder, the kind of its file system, and the device behind it."""

    point: str
    kind: str
    device: str = ""


def place_of(
    path: Path, env: Mapping[str, str] | None = None, mounts: Iterable[Mount] | None = None
) -> Place | None:
    """Why a file does not lie well there; None for a plain folder of this computer's own.

    ``env`` and ``mounts`` are this computer's where they are not given.
    """
    pure = PureWindowsPath(path) if "\\" in str(path) or sys.platform == "win32" else path
    if str(pure).startswith(("\\\\", "//")) and not str(pure).startswith(("\\\\?\\", "\\\\.\\")):
        return Place(NETWORK)
    service = _by_env(pure, os.environ if env is None else env) or _by_name(pure) or _by_mark(path)
    if service:
        return Place(SYNCED, service)
    return _by_drive(path, mounts)


def _by_env(path: PurePath, env: Mapping[str, str]) -> str:
    roots = [type(path)(env[name]) for name in _ONEDRIVE if env.get(name)]
    return "OneDrive" if any(root == path or root in path.parents for root in roots) else ""


def _by_name(path: PurePath) -> str:
    parts = path.parent.parts
    for above, part in zip(("", *parts), parts, strict=False):
        if above == "CloudStorage":  # where macOS keeps the folders of all such services
            name = part.split("-")[0]
            return next((service for pattern, service in _SERVICES if pattern.fullmatch(name)), name)
        for pattern, service in _SERVICES:
            if pattern.fullmatch(part) and part.lower() not in _EXACT:
                return service
        if part in _EXACT.values():
            return part
    return ""


def _by_mark(path: Path) -> str:
    for folder in path.parents:
        for mark, service in _MARKS.items():
            try:
                if (folder / mark).exists() and folder != folder.parent and folder != Path.home():
                    return service
            except OSError:  # a folder that may not be looked into
                continue
    return ""


def _by_drive(path: Path, mounts: Iterable[Mount] | None) -> Place | None:
    if mounts is None and sys.platform == "win32":
        return _by_letter(path)
    whole = os.path.abspath(path)  # noqa: PTH100 - without asking a drive that may have gone
    on = [m for m in (_mounts() if mounts is None else mounts) if _inside(whole, m.point)]
    if not on:
        return None
    mount = max(on, key=lambda m: len(m.point))
    if mount.kind in _OF_CLOUDS:
        return Place(SYNCED, _OF_CLOUDS[mount.kind])
    if _FAR.fullmatch(mount.kind):
        return Place(NETWORK)
    return Place(REMOVABLE) if _can_be_pulled_out(mount) else None


def _inside(path: str, point: str) -> bool:
    return point == "/" or path == point or path.startswith(point.rstrip("/") + "/")


def _can_be_pulled_out(mount: Mount) -> bool:
    if mount.point.startswith((*_STICKS, "/Volumes/")):
        return True
    if not mount.device.startswith("/dev/"):
        return False
    block = Path("/sys/class/block") / Path(mount.device).name
    for folder in (block, block / ".."):  # of the drive itself, or of the drive that it is a part of
        try:
            if (folder / "removable").read_text("ascii").strip() == "1":
                return True
        except OSError:
            continue
    return False


def _mounts() -> list[Mount]:
    """The drives of this computer, without asking any of them: a network that is down would not answer."""
    try:
        if sys.platform == "darwin":
            return _told_by_mount()
        lines = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    rows = [line.split(" ") for line in lines if line.count(" ") >= 2]
    return [Mount(_plain(point), kind, device) for device, point, kind, *_rest in rows]


def _told_by_mount() -> list[Mount]:
    import subprocess  # on one system only, and not quick to load

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False)
    except subprocess.SubprocessError:
        return []
    found = re.findall(r"^(.+) on (.+) \((\w+)", done.stdout, re.MULTILINE)
    return [Mount(point, kind, device) for device, point, kind in found]


def _plain(escaped: str) -> str:
    r"""A folder as it is, from how the list of mounts writes it ("\040" for a blank)."""
    return re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), escaped)


def _by_letter(path: Path) -> Place | None:
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return {_DRIVE_REMOTE: Place(NETWORK), _DRIVE_REMOVABLE: Place(REMOVABLE)}.get(kind)
    return None
