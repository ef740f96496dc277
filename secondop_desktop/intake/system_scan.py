"""The scan window that Windows and macOS bring along, for computers without SANE.

Written after what Microsoft documents of the WIA Automation layer (`CommonDialog.ShowAcquireImage`) and Apple
of Image Capture; neither was run here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

WINDOWS, MAC = "windows", "macos"
LONGEST = 1_800.0
"""Seconds that a person may take in the window of Windows."""

# Device 1 is a scanner, intent 0 leaves the choice to the person, bias 0x20000 is quality; the format is PNG.
# With CancelError off, a window that was closed gives nothing. The bytes go to the pipe, not to a file.
_ACQUIRE = """
$ErrorActionPreference = 'Stop'
$dialog = New-Object -ComObject WIA.CommonDialog
$png = '{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}'
$image = $dialog.ShowAcquireImage(1, 0, 0x20000, $png, $false, $true, $false)
if ($image) {
    $bytes = $image.FileData.BinaryData
    $out = [Console]::OpenStandardOutput()
    $out.Write($bytes, 0, $bytes.Length)
}
"""


def way() -> str:
    """WINDOWS or MAC when this system has a scan window of its own, else nothing."""
    return {"win32": WINDOWS, "darwin": MAC}.get(sys.platform, "")


def page_from_windows() -> bytes:
    """Show the scan window of Windows; the picture as PNG, or nothing when the person closed the window."""
    shell = Path(
        os.environ.get("SYSTEMROOT", r"C:\Windows"), r"System32\WindowsPowerShell\v1.0\powershell.exe"
    )
    command = [str(shell), "-NoProfile", "-NonInteractive", "-STA", "-Command", _ACQUIRE]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_scanner() from error
    if done.returncode:
        raise _no_scanner()
    return done.stdout


def open_image_capture() -> None:
    """Open Apple's own program for scanners; it saves into a folder, which can be watched."""
    try:
        subprocess.run(["/usr/bin/open", "-a", "Image Capture"], check=True, timeout=60, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise UserError(
            tr("Image Capture could not be opened."),
            tr("You find it in the folder Applications. Choose there into which folder it saves."),
        ) from error


def _no_scanner() -> UserError:
    return UserError(
        tr("Windows found no scanner that it can use."),
        tr("Please look whether it is switched on and connected, then try again."),
    )
