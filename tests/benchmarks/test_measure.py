"""The measuring itself: what is compared, what the table says, and when a ratio is called a fault."""

import pytest

from tests.benchmarks.measure import CEILING, DISASTER, Table, in_turn, share


def test_both_sides_take_their_turns():
    order = []

    def side(name):
        order.append(name)
        return float(len(order))

    assert in_turn(lambda: side("ours"), lambda: side("floor"), 2) == ([1.0, 3.0], [2.0, 4.0])
    assert order == ["ours", "floor", "ours", "floor"]


def test_a_share_is_what_so_many_do_not_exceed():
    values = [float(n) for n in range(1, 101)]
    assert (share(values, 0.5), share(values, 0.99), share(values, 1.0)) == (50.0, 99.0, 100.0)
    assert share([7.0], 0.5) == 7.0


def test_the_table_says_which_goal_was_met():
    table = Table()
    table.add("near", 1.2, 1.0, goal=1.5)
    table.add("far", 0.004, 0.002, goal=1.5)
    table.medians("only shown", [3.0, 1.0, 2.0], [1.0, 1.0, 9.0])
    rows = [line.split() for line in table.text()]
    assert rows[1] == ["near", "1.20", "s", "1.00", "s", "1.20", "1.5", "yes"]
    assert rows[2] == ["far", "4.00", "ms", "2.00", "ms", "2.00", "1.5", "no"]
    assert rows[3] == ["only", "shown", "2.00", "s", "1.00", "s", "2.00", "-", "-"]


@pytest.mark.parametrize(
    ("ratio", "limits"),
    [(DISASTER * 1.5 + 1, {"goal": 1.5}), (CEILING + 1, {}), (3.0, {"ceiling": 2.0}), (float("nan"), {})],
)
def test_a_ratio_far_beyond_everything_is_a_fault(ratio, limits):
    with pytest.raises(AssertionError):
        Table().add("slow", ratio, 1.0, **limits)
