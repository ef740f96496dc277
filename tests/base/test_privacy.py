"""The process keeps its memory and its files to itself."""

import os
import stat
import subprocess
import sys

import pytest

PROBE = """
import ctypes, resource
from secondop_desktop.base.privacy import keep_memory_private
keep_memory_private()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at Linux's own switch")
def test_no_core_is_dumped_and_nobody_looks_in():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"


FILE = """
import os, sys
from secondop_desktop.base.privacy import keep_files_private
os.umask(0)
keep_files_private()
open(sys.argv[1], "w").close()
os.mkdir(sys.argv[1] + ".folder")
"""


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_what_any_library_writes_is_for_its_owner_alone(tmp_path):
    subprocess.run([sys.executable, "-c", FILE, str(tmp_path / "x")], check=True)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("x", "x.folder")]
    assert modes == [0o600, 0o700]
