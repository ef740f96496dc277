"""Which disk a folder is on, in words, and what a person should know before copies go there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from secondop_desktop.base.language import tr

HERE, STICK, DISK, NETWORK, CLOUD = "here", "stick", "disk", "network", "cloud"

BLOCK_DEVICES = Path("/sys/dev/block")
"""Where Linux tells of disks: a link from each device number to the disk or the part of one."""

_NETWORK_FILE_SYSTEMS = (
    "nfs", "cifs", "smb", "afp", "webdav", "davfs", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone",
    "fuse.gvfs", "fuse.s3fs",
)  # fmt: skip
_CLOUDS = (
    "Dropbox", "OneDrive", "Nextcloud", "ownCloud", "Google Drive", "GoogleDrive", "iCloud", "pCloud", "MEGA",
    "Proton Drive", "Box", "Seafile", "Tresorit", "Syncthing",
)  # fmt: skip
_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    "com~apple~CloudDocs": "iCloud",
}
_DEEPEST = 6


@dataclass(frozen=True)
class Disk:
    """What a folder is on: one of the five kinds, its name for a person, and the disk itself.

    Two folders with the same `device` are lost together.
    """

    kind: str
    name: str = ""
    device: str = ""

    def words(self) -> str:
        """Where that is, to be put after a comma: "on USB stick KINGSTON"."""
        if self.kind == STICK:
            return tr("on USB stick {name}", name=self.name) if self.name else tr("on a USB stick")
        if self.kind == DISK:
            return tr("on the disk {name}", name=self.name) if self.name else tr("on another disk")
        if self.kind == NETWORK:
            return tr("in the network folder {name}", name=self.name)
        if self.kind == CLOUD:
            return tr("in your {name} folder", name=self.name)
        return tr("on this computer")

    def as_text(self) -> str:
        """How the settings remember it while it is not plugged in."""
        return f"{self.kind} {self.name}".strip()

    @classmethod
    def from_text(cls, text: str) -> Disk:
        """The disk that was remembered; a folder of this computer when nothing was."""
        kind, _, name = text.partition(" ")
        return cls(kind, name) if kind in (STICK, DISK, NETWORK, CLOUD) else cls(HERE)


def path_words(folder: Path) -> str:
    """A path that may go on in the next line after each folder, for large letters and small windows."""
    return str(folder).replace(os.sep, os.sep + "\u200b")


def disk_of(folder: Path) -> Disk:
    """The disk that an existing folder is on."""
    storage = QStorageInfo(str(folder))
    system = bytes(storage.fileSystemType().data()).decode("ascii", "replace")
    hardware, device = _hardware(folder), _device(folder)
    name = storage.name() or Path(storage.rootPath()).name
    if cloud := cloud_of(folder):
        return Disk(CLOUD, cloud, device)
    if system.startswith(_NETWORK_FILE_SYSTEMS):
        return Disk(NETWORK, name, device)
    if hardware is not None and _can_be_pulled(hardware):
        return Disk(STICK, name, device)
    if storage.isRoot() or device == _device(Path.home()):
        return Disk(HERE, "", device)
    return Disk(DISK, name, device)


def cloud_of(folder: Path) -> str:
    """The service that keeps a folder in step with other computers, by its usual name and marks."""
    for place in (folder, *folder.parents):
        for mark, cloud in _MARKS.items():
            if (place / mark).exists() or place.name == mark:
                return cloud
        for cloud in _CLOUDS:
            # "OneDrive - Clinic" and "Dropbox (Personal)" are theirs; "Boxes" and "Box of photos" are not.
            own, rest = place.name[: len(cloud)].lower() == cloud.lower(), place.name[len(cloud) :]
            if own and (not rest or rest.startswith((" - ", " ("))):
                return cloud
    return ""


def warnings_about(folder: Path, case: Path) -> list[str]:
    """What a person should know before the copies of a case go into an existing folder; often nothing."""
    disk, said = disk_of(folder), []
    if disk.kind == CLOUD:
        said.append(
            tr(
                "{name} keeps this folder on the internet. The copies are locked with your key, so {name} "
                "cannot read them. It can see how large they are and when they change.",
                name=disk.name,
            )
        )
    elif disk.kind == NETWORK:
        said.append(
            tr(
                "This folder is on another computer. The copies are locked with your key, so nobody there "
                "can read them. Whoever looks after it can see how large they are and when they change."
            )
        )
    elif disk.device and disk.device == _device(case):
        said.append(
            tr(
                "This folder is on the same disk as your case. That helps when something is deleted by "
                "mistake. It does not help when the disk breaks or the computer is lost."
            )
        )
    return said


def _device(folder: Path) -> str:
    """The disk of a folder as `Disk.device` has it."""
    hardware = _hardware(folder)
    return str(hardware) if hardware is not None else _volume(folder)


def _volume(folder: Path) -> str:
    return bytes(QStorageInfo(str(folder)).device().data()).decode("utf-8", "replace")


def _hardware(folder: Path) -> Path | None:
    """The whole disk below a folder as Linux knows it, beneath encryption and volumes; None elsewhere."""
    try:
        numbers = [folder.stat().st_dev]
        if (volume := _volume(folder)).startswith("/dev/"):
            numbers.append(Path(volume).stat().st_rdev)
    except OSError:
        return None
    for number in numbers:
        found = BLOCK_DEVICES / f"{os.major(number)}:{os.minor(number)}"
        if found.exists():
            return _below(found.resolve())
    return None


def _below(block: Path) -> Path:
    for _ in range(_DEEPEST):
        if (block / "partition").exists():
            block = block.parent
        below = sorted((block / "slaves").glob("*"))
        if not below:
            break
        block = below[0].resolve()
    return block


def _can_be_pulled(disk: Path) -> bool:
    try:
        removable = (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        removable = False
    return removable or any(part.startswith("usb") for part in disk.parts)
