"""Where a folder lies is said in words, and what lies together is known to be lost together."""

import os

import pytest

from secondop_desktop.ui import disks
from secondop_desktop.ui.disks import (
    CLOUD,
    DISK,
    HERE,
    NETWORK,
    STICK,
    Disk,
    cloud_of,
    disk_of,
    warnings_about,
)


@pytest.fixture
def hardware(tmp_path, monkeypatch):
    """A Linux of our own: `hardware(folder, "usb1/block/sdb")` says on which disk a folder is."""
    known = {}
    real = os.stat
    monkeypatch.setattr(disks, "BLOCK_DEVICES", tmp_path / "dev-block")
    (tmp_path / "dev-block").mkdir()

    class Stat:
        def __init__(self, number):
            self.st_dev = self.st_rdev = number

    def stat(path, *arguments, **more):
        number = next((known[f] for f in (str(path),) if f in known), None)
        return Stat(number) if number is not None else real(path, *arguments, **more)

    monkeypatch.setattr(disks.os, "stat", stat)

    def put(folder, disk, partition=True, removable="0", beneath=""):
        number = os.makedev(8, len(known))
        known[str(folder)] = number
        whole = tmp_path / "devices" / disk
        block = whole / "part1" if partition else whole
        block.mkdir(parents=True, exist_ok=True)
        if partition:
            (block / "partition").write_text("1")
        (whole / "removable").write_text(removable + "\n")
        if beneath:
            (tmp_path / "devices" / beneath).mkdir(parents=True, exist_ok=True)
            (block / "slaves").mkdir()
            (block / "slaves" / "below").symlink_to(tmp_path / "devices" / beneath)
        (tmp_path / "dev-block" / f"8:{os.minor(number)}").symlink_to(block)

    return put


@pytest.fixture
def case(tmp_path, hardware):
    folder = tmp_path / "My case.secondop"
    folder.mkdir()
    hardware(folder, "pci0/sda")
    return folder


def test_a_stick_is_known_by_the_way_it_is_plugged_in(tmp_path, hardware, case):
    hardware(tmp_path, "pci0/usb1/1-2/block/sdb")
    assert disk_of(tmp_path).kind == STICK
    assert warnings_about(tmp_path, case) == []


def test_a_card_that_can_be_taken_out_counts_as_a_stick(tmp_path, hardware):
    hardware(tmp_path, "pci0/mmc", removable="1")
    assert disk_of(tmp_path).kind == STICK


def test_the_same_disk_is_found_behind_other_parts_and_encryption(tmp_path, hardware, case):
    other = tmp_path / "other"
    other.mkdir()
    hardware(other, "virtual/dm-0", partition=False, beneath="pci0/sda/part1")
    assert disk_of(other).device == disk_of(case).device
    (said,) = warnings_about(other, case)
    assert "same disk as your case" in said
    assert "does not help when the disk breaks" in said


def test_a_disk_that_points_at_itself_ends_the_search(tmp_path, hardware):
    hardware(tmp_path, "virtual/dm-1", partition=False, beneath="virtual/dm-1")
    assert disk_of(tmp_path).device.endswith("dm-1")


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("Nextcloud/copies", "Nextcloud"),
        ("OneDrive - Clinic", "OneDrive"),
        ("Dropbox (Personal)/a/b", "Dropbox"),
        ("dropbox", "Dropbox"),
        ("Boxes", ""),
        ("Box of photos", ""),
        ("com~apple~CloudDocs/x", "iCloud"),
    ],
)
def test_cloud_folders_are_known_by_their_names(tmp_path, folder, cloud):
    assert cloud_of(tmp_path / folder) == cloud


def test_a_cloud_folder_with_another_name_is_known_by_its_mark(tmp_path, case):
    (tmp_path / "kept in step" / ".stfolder").mkdir(parents=True)
    folder = tmp_path / "kept in step" / "deeper"
    folder.mkdir()
    assert disk_of(folder).kind == CLOUD
    (said,) = warnings_about(folder, case)
    assert "Syncthing cannot read them" in said
    assert "how large they are and when they change" in said


def test_a_network_folder_is_told_as_one(tmp_path, case, monkeypatch):
    monkeypatch.setattr(disks, "_NETWORK_FILE_SYSTEMS", ("",))
    assert disk_of(tmp_path).kind == NETWORK
    (said,) = warnings_about(tmp_path, case)
    assert "on another computer" in said


def test_another_disk_of_this_computer_needs_no_warning(tmp_path, hardware, case, monkeypatch):
    class Storage(disks.QStorageInfo):
        def isRoot(self):
            return False

        def name(self):
            return "BACKUP"

    monkeypatch.setattr(disks, "QStorageInfo", Storage)
    hardware(tmp_path, "pci0/sdc")
    assert disk_of(tmp_path) == Disk(DISK, "BACKUP", disk_of(tmp_path).device)
    assert warnings_about(tmp_path, case) == []


def test_a_folder_that_has_gone_is_no_error(tmp_path):
    assert disk_of(tmp_path / "gone").kind in (HERE, DISK)


@pytest.mark.parametrize(
    ("disk", "words"),
    [
        (Disk(STICK, "KINGSTON"), "on USB stick KINGSTON"),
        (Disk(STICK), "on a USB stick"),
        (Disk(DISK, "BACKUP 2"), "on the disk BACKUP 2"),
        (Disk(DISK), "on another disk"),
        (Disk(NETWORK, "home"), "in the network folder home"),
        (Disk(CLOUD, "Nextcloud"), "in your Nextcloud folder"),
        (Disk(HERE), "on this computer"),
    ],
)
def test_each_kind_has_its_words_and_is_remembered_by_them(disk, words):
    assert disk.words() == words
    assert Disk.from_text(disk.as_text()) == disk


@pytest.mark.parametrize("text", ["", "nonsense", "floppy A"])
def test_what_cannot_be_read_back_is_this_computer(text):
    assert Disk.from_text(text).kind == HERE
