"""Runs the program: `python -m secondop_desktop`."""

import sys

from secondop_desktop.app import main

sys.exit(main())
