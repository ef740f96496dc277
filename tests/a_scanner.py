"""A scanner to test with: SANE's own `test` back end, and stand-ins for what it cannot do."""

import shutil
import stat

import pytest

needs_sane = pytest.mark.skipif(
    shutil.which("scanimage") is None, reason="the program scanimage (sane-utils) is not installed"
)


def plug_in(monkeypatch, folder, *, devices=1, status="", delay=False):
    """Let SANE know the test back end only; `status` is what each page ends with, as SANE spells it."""
    folder.mkdir(exist_ok=True)
    (folder / "dll.conf").write_text("test\n")
    lines = [f"number_of_devices {devices}", 'test-picture "Color pattern"', "resolution 75.0"]
    if status:
        lines.append(f'read-status-code "{status}"')
    if delay:
        lines += ["read-limit true", "read-limit-size 100", "read-delay true", "read-delay-duration 100000"]
    (folder / "test.conf").write_text("\n".join(lines) + "\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def stand_in(monkeypatch, folder, script):
    """Put a program of this name before the real one; `$REAL` is the real one."""
    real = shutil.which("scanimage")
    folder.mkdir(exist_ok=True)
    program = folder / "scanimage"
    program.write_text(f'#!/bin/sh\nREAL="{real}"\n{script}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
