"""G27: folders that are synced or shared, and drives that can be pulled out, are told from plain folders."""

from pathlib import Path, PureWindowsPath

import pytest

from salesdesk.base import places
from salesdesk.base.places import NETWORK, REMOVABLE, SYNCED, Mount, Place

HERE = [Mount("/", "ext4", "/dev/root"), Mount("/home", "ext4", "/dev/root2")]
ENV = {"OneDrive": "/home/lan/Einzeln", "OneDriveCommercial": "/home/lan/Firma"}

FOUND = [
    ("/home/lan/Einzeln/shop.salesdesk", "OneDrive"),
    ("/home/lan/Firma/Salesdesk/shop.salesdesk", "OneDrive"),
    (r"C:\Users\Lan\OneDrive\Documents\shop.salesdesk", "OneDrive"),
    (r"C:\Users\Lan\OneDrive - Cửa hàng Lan\shop.salesdesk", "OneDrive"),
    ("/home/lan/Dropbox/shop.salesdesk", "Dropbox"),
    (r"C:\Users\Lan\Dropbox (Personal)\shop.salesdesk", "Dropbox"),
    ("/Users/lan/Library/Mobile Documents/com~apple~CloudDocs/shop.salesdesk", "iCloud"),
    (r"C:\Users\Lan\iCloudDrive\shop.salesdesk", "iCloud"),
    ("/Users/lan/Google Drive/My Drive/shop.salesdesk", "Google Drive"),
    ("/Users/lan/Library/CloudStorage/GoogleDrive-lan@example.org/My Drive/shop.salesdesk", "Google Drive"),
    ("/home/lan/MEGA/shop.salesdesk", "MEGA"),
    (r"C:\Users\Lan\MEGAsync\shop.salesdesk", "MEGA"),
    ("/home/lan/pCloudDrive/shop.salesdesk", "pCloud"),
    ("/home/lan/Nextcloud/shop/shop.salesdesk", "Nextcloud"),
    ("/home/lan/Box Sync/shop.salesdesk", "Box"),
    (r"C:\Users\Lan\Yandex.Disk\shop.salesdesk", "Yandex Disk"),
]
MARKS = [
    (".dropbox", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".megaignore", "MEGA"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
]
DRIVES = [
    (r"\\server\share\shop.salesdesk", Place(NETWORK)),
    ("/mnt/office/shop.salesdesk", Place(NETWORK)),
    ("/mnt/nas/a/shop.salesdesk", Place(NETWORK)),
    ("/mnt/ssh/shop.salesdesk", Place(NETWORK)),
    ("/media/lan/KINGSTON/shop.salesdesk", Place(REMOVABLE)),
    ("/Volumes/STICK/shop.salesdesk", Place(REMOVABLE)),
    ("/mnt/p/shop.salesdesk", Place(SYNCED, "pCloud")),
]
FAR = [
    Mount("/mnt/office", "cifs", "//server/office"),
    Mount("/mnt/nas", "nfs4", "nas:/a"),
    Mount("/mnt/p", "fuse.pcloud"),
    Mount("/mnt/ssh", "fuse.sshfs", "x:"),
    Mount("/media/lan/KINGSTON", "vfat", "/dev/none9"),
    Mount("/Volumes/STICK", "msdos", "/dev/none8"),
]
INNOCENT = [
    "Boxer shop",
    "Box",
    "Boxes",
    "Dropboxer",
    "my dropbox notes",
    "Onedrive backup old",
    "OneDriver",
    "Mega shop",
    "mega",
    "Mega",
    "MEGA sale",
    "Google Drives",
    "Google",
    "Drive",
    "Drives",
    "My Drive",
    "iCloud notes",
    "icloudy",
    "Mobile",
    "Documents",
    "Mobile Documents 2",
    "pCloudy",
    "Nextcloudy",
    "Cloud",
    "CloudStorage shop",
    "Syncthing",
    "Sync",
    "Network",
    "Cửa hàng Hộp",
    "Yandex",
    "Synology",
    "server",
    "share",
    "Volumes",
    "media",
]


@pytest.mark.parametrize(("path", "service"), FOUND)
def test_a_synced_folder_is_found_by_its_name_or_the_environment(path: str, service: str) -> None:
    assert places.place_of(Path(path), ENV, HERE) == Place(SYNCED, service)


@pytest.mark.parametrize(("mark", "service"), MARKS)
def test_a_synced_folder_is_found_by_the_mark_in_it(tmp_path: Path, mark: str, service: str) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    assert places.place_of(inside / "shop.salesdesk", {}, HERE) is None
    (tmp_path / mark).mkdir()
    assert places.place_of(inside / "shop.salesdesk", {}, HERE) == Place(SYNCED, service)


@pytest.mark.parametrize(("path", "place"), DRIVES)
def test_a_network_and_a_stick_are_found_by_their_drive(path: str, place: Place) -> None:
    assert places.place_of(Path(path), {}, [*HERE, *FAR]) == place


@pytest.mark.parametrize("name", INNOCENT)
def test_a_shop_with_such_a_name_is_left_in_peace(name: str) -> None:
    for path in (
        f"/home/lan/{name}/shop.salesdesk",
        f"/home/lan/{name}.salesdesk",
        f"/mnt/{name}/s.salesdesk",
    ):
        assert places.place_of(Path(path), ENV, [*HERE, *FAR]) is None, path


def test_a_book_that_only_has_such_a_name_is_left_in_peace() -> None:
    assert places.place_of(Path("/home/lan/shop/Dropbox"), ENV, HERE) is None
    beside = PureWindowsPath(r"C:\Users\Lan\shop.salesdesk")
    assert places._by_env(beside, {"OneDrive": r"C:\Users\Lan\OneDrive"}) == ""


def test_blanks_in_the_list_of_drives_are_read() -> None:
    assert places._plain(r"/media/lan/MY\040STICK") == "/media/lan/MY STICK"


def test_this_very_computer_can_be_asked() -> None:
    assert places.place_of(Path("/shop.salesdesk"), {}) is None
