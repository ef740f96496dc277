"""How the tests make a real encrypted case whose key derivation costs nothing."""

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import migrations
from secondop_desktop.flows import open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import KdfProfile

CHEAP = KdfProfile(number=99, memory_kib=64, time_cost=1, lanes=1)
PASSPHRASE = "seven grey herons over the weir"

assert open_case  # it makes every family known to the mapper


def cheap_ways(clock=SYSTEM_CLOCK):
    """Ways that open cases as the program does, but for the price of the key."""
    return Ways(steps=migrations.steps(), clock=clock, profiles=(CHEAP,), profile_for_new_case=lambda: CHEAP)
