"""The process keeps its memory to itself."""

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
