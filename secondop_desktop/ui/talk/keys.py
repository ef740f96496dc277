"""The keys of appointment mode, and what each of them calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.ui.widgets.talk_view import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from secondop_desktop.ui.talk.deeds import TalkDeeds
    from secondop_desktop.ui.talk.people import TalkPeople
    from secondop_desktop.ui.talk.shown import TalkShown
    from secondop_desktop.ui.widgets.talk_view import TalkView

    Calls = dict[str, Callable[[], object]]


def key_calls(
    view: TalkView,
    shown: TalkShown,
    deeds: TalkDeeds,
    people: TalkPeople,
    escape: Callable[[], object],
    *,
    writes: bool,
) -> Calls:
    """What each key calls; without `writes` only those that show something.

    `talk_view.key_words` says the same to a person: a test compares the two.
    """
    flags = view.answer.flags
    calls: Calls = {
        "Ctrl+PgUp": deeds.previous,
        "Ctrl+PgDown": deeds.next,
        "Ctrl+P": view.turn_over,
        "Ctrl+8": lambda: view.toggle_panel(KEPT),
        "Ctrl+E": people.show_people,
        "Ctrl+G": people.show_papers,
        "Ctrl+M": shown.toggle_times,
        "Ctrl+J": lambda: view.note().ask_line(),
        "F1": view.toggle_keys,
        "F11": view.toggle_bare,
        "Esc": escape,
    }
    if writes:
        calls |= {
            "Ctrl+Return": deeds.answered,
            "Ctrl+Enter": deeds.answered,
            "F4": people.next_writer,
            "Ctrl+N": view.go_to_line,
            "Ctrl+T": deeds.stamp,
            "Ctrl+U": flags["not_understood"].click,
            "Ctrl+I": flags["important"].click,
            "Ctrl+R": flags["ask_again"].click,
        }
    return calls
