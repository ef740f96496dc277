"""What visits left open is told in whole sentences, the most pressing first, and each thing once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.journey.loose_ends import Carried, Kind, Step, Visit, loose_ends
from secondop_desktop.journey.report import Report, days_late, is_late, last_day, sentence

TODAY = date(2026, 3, 7)
LEE = Report("Dr Lee", PartialDate(2026, 3, 3), phone="555 0100")

texts = st.sampled_from(["Operate?", "Why {this}?", "MRI " * 60, "Nguyễn"])
days = st.builds(
    lambda n: PartialDate.of(TODAY + timedelta(days=n)), st.integers(-400, 400)
) | st.sampled_from([None, PartialDate(2026), PartialDate(2026, 2), PartialDate(2026, 12)])
reports = st.builds(Report, st.sampled_from(["", "Dr Lee"]), days, days, st.sampled_from(["", "555 0100"]))
any_visit = st.builds(
    Visit,
    st.sampled_from(["v1", "v2"]),
    st.just("Dr Lee"),
    reports,
    st.lists(texts, max_size=4).map(tuple),
    st.lists(st.builds(Carried, texts, st.sampled_from(["5 May", "6 May"])), max_size=4).map(tuple),
    st.lists(texts, max_size=4).map(tuple),
    st.lists(st.builds(Step, texts, st.sampled_from(["", "Tom"]), days), max_size=4).map(tuple),
)


@given(st.lists(any_visit, max_size=4))
def test_every_end_is_a_whole_sentence_and_the_late_ones_come_first(visits):
    ends = loose_ends(visits, TODAY)
    order = [list(Kind).index(end.kind) for end in ends]
    assert order == sorted(order)
    for end in ends:
        assert end.sentence[0].isupper() or end.sentence[0] in "“0123456789"
        assert end.sentence.endswith(".")
        assert "  " not in end.sentence
    late = [end.late for end in ends]
    assert late == sorted(late, reverse=True)


@given(reports)
def test_a_report_is_late_or_waited_for_or_here_and_never_two_of_them(report):
    said = sentence(report, TODAY)
    assert is_late(report, TODAY) == ("late" in said)
    if report.came is not None:
        assert not is_late(report, TODAY)
        assert "came on" in said
    if report.due is None and report.came is None:
        assert not is_late(report, TODAY)
    assert bool(said) or (not report.who and report.due is None and report.came is None)


def test_a_late_report_tells_by_how_much_and_whom_to_ring():
    assert sentence(LEE, TODAY) == (
        "The report of Dr Lee was expected by 3 March 2026. It is 4 days late. Ring 555 0100 and ask for it."
    )
    unknown = Report("", PartialDate(2026, 3, 6))
    assert sentence(unknown, TODAY) == (
        "The report was expected by 6 March 2026. It is 1 day late. Ring them and ask for it."
    )


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (Report(), ""),
        (Report("Dr Lee"), "A report of Dr Lee is expected."),
        (Report("Dr Lee", PartialDate(2026, 3, 7)), "The report of Dr Lee is expected by 7 March 2026."),
        (Report("", PartialDate(2026, 3)), "The report is expected by March 2026."),
        (
            Report("Dr Lee", PartialDate(2026, 3, 3), PartialDate(2026, 3, 5)),
            "The report of Dr Lee came on 5 March 2026.",
        ),
        (Report(came=PartialDate(2026, 3)), "The report came on March 2026."),
    ],
)
def test_a_report_that_is_not_late_is_told_calmly(report, said):
    assert sentence(report, TODAY) == said
    assert not is_late(report, TODAY)


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (PartialDate(2026, 2), date(2026, 2, 28)),
        (PartialDate(2026, 12), date(2026, 12, 31)),
        (PartialDate(2026), date(2026, 12, 31)),
        (PartialDate(2026, 3, 3), date(2026, 3, 3)),
    ],
)
def test_what_was_told_for_a_month_is_late_once_the_month_is_over(told, last):
    assert last_day(told) == last
    assert days_late(Report(due=told), last) == 0
    assert days_late(Report(due=told), last + timedelta(days=1)) == 1


def test_everything_that_is_open_is_told_once():
    visit = Visit(
        "v",
        "Dr Lee",
        LEE,
        undecided=("Operate?", "Why?", "When?"),
        carried=(Carried("What if I wait?", "Dr Lee, 5 May"),),
        unplanned=("Breast MRI",),
        steps=(
            Step("Send the slides", "Tom", PartialDate(2026, 3, 5)),
            Step("Ring the office", "", PartialDate(2026, 3, 7)),
            Step("Rest", "", PartialDate(2026, 5, 5)),
            Step("Think", "", None),
        ),
    )
    assert [(end.kind, end.sentence) for end in loose_ends([visit], TODAY)][1:] == [
        (Kind.STEP_LATE, "“Send the slides” is 2 days late. Tom does it."),
        (
            Kind.UNDECIDED,
            "3 questions to Dr Lee have no answer yet: “Operate?”, “Why?” and 1 more. Choose where they go.",
        ),
        (Kind.UNPLANNED, "1 test is ordered and has no day yet: “Breast MRI”."),
        (Kind.STEP_SOON, "“Ring the office” is due today."),
        (Kind.CARRIED, "You take 1 question with you to Dr Lee, 5 May: “What if I wait?”."),
    ]


def test_questions_that_go_to_several_visits_are_told_together():
    visit = Visit("v", "Dr Lee", carried=(Carried("A?", "5 May"), Carried("B?", "6 May")))
    (end,) = loose_ends([visit], TODAY)
    assert end.sentence == "You take 2 questions with you to other visits: “A?”, “B?”."
