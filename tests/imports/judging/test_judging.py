from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.judging.history import StoredReport
from monitoring.imports.judging.judge import History, judge
from monitoring.imports.judging.outliers import is_outlier, outliers
from monitoring.imports.messages import sentence
from monitoring.imports.tables.circumstances import RoundSpan
from monitoring.imports.tables.rows import Layout, ReportRow
from monitoring.rules import FIGURES

START = date(2017, 4, 1)
ROUNDS = (RoundSpan(1, START, date(2017, 10, 1)), RoundSpan(2, date(2017, 10, 1)))
COLUMNS = {"district": 0, "as_of": 1} | {name: at for at, name in enumerate(FIGURES, 2)}
LAYOUT = Layout("Sheet1", COLUMNS)


def day(number):
    return START + timedelta(days=number)


def row(number, district=1, line=None, **figures):
    return ReportRow(district, day(number), said(**figures), "Sheet1", line or number + 2, LAYOUT)


def stored(number, **figures):
    return StoredReport(day(number), said(**figures))


def said(**figures):
    return tuple(figures.get(name) for name in FIGURES)


def judged(*rows, reports=None, **known):
    reports = {1: reports} if isinstance(reports, list) else reports or {}
    result = judge(rows, History(reports=reports, rounds=ROUNDS, **known))
    assert all(sentence(finding) for finding in result.findings)
    return result


def told(result):
    return [(each.code, each.variant, each.cell) for each in result.findings]


def taken(result):
    return [(each.as_of - START).days for each in result.rows]


# ---- what falls


def test_a_figure_below_an_earlier_stored_one_is_refused():
    result = judged(row(10, printed=4), reports=[stored(3, printed=5)])

    assert told(result) == [("decreasing", "", "C12")]
    assert result.rows == []
    assert dict(result.findings[0].details) == {
        "field": "printed",
        "figure": 4,
        "earlier": 5,
        "day": "04/04/2017",
    }


def test_a_figure_above_a_later_stored_one_is_refused():
    result = judged(row(3, damaged=6), reports=[stored(10, damaged=5)])

    assert told(result) == [("decreasing", "later", "D5")]


def test_an_equal_figure_does_not_fall():
    result = judged(row(5, printed=5), reports=[stored(3, printed=5), stored(9, printed=5)])

    assert (taken(result), result.findings) == ([5], [])


def test_a_new_round_begins_anew():
    result = judged(row(200, printed=1), reports=[stored(100, printed=500)])

    assert (taken(result), result.findings) == ([200], [])


def test_levels_may_fall():
    result = judged(
        row(5, stock_on_hand=1, print_ready=0), reports=[stored(3, stock_on_hand=9, print_ready=7)]
    )

    assert result.findings == []


def test_inside_a_file_the_later_day_is_refused_whatever_the_order():
    result = judged(row(10, printed=4), row(3, printed=5), row(17, printed=6))

    assert told(result) == [("decreasing", "", "C12")]
    assert taken(result) == [3, 17]


def test_a_stored_row_that_the_file_replaces_does_not_count():
    result = judged(row(3, printed=2), row(10, printed=3), reports=[stored(3, printed=5)])

    assert (taken(result), result.findings) == ([3, 10], [])


def test_a_stored_row_counts_when_its_replacement_is_refused():
    reports = [stored(0, printed=4), stored(3, printed=9)]

    result = judged(row(3, printed=2), row(10, printed=5), reports=reports)

    assert taken(result) == []
    assert [each.code for each in result.findings] == ["decreasing", "decreasing"]


def test_a_null_is_filled_from_what_is_stored_for_that_day():
    reports = [stored(10, printed=5)]

    result = judged(row(10, stock_on_hand=7), row(12, printed=4), reports=reports)

    assert told(result) == [("decreasing", "", "C14")]
    assert taken(result) == [10]


def test_both_figures_that_fall_are_told():
    result = judged(row(10, printed=4, damaged=0), reports=[stored(3, printed=5, damaged=1)])

    assert told(result) == [("decreasing", "", "C12"), ("decreasing", "", "D12")]


def test_a_figure_without_a_column_is_told_at_the_district():
    layout = Layout("Sheet1", {"district": 0, "eligible": 1}, [["KAB. X", 5]])
    entry = ReportRow(1, day(3), said(eligible=5), "Sheet1", 1, layout)

    result = judged(entry, reports=[stored(3, enrolled=7)])

    assert [(each.code, each.cell, each.value) for each in result.findings] == [
        ("more_than_eligible", "A1", "KAB. X")
    ]


@given(
    st.dictionaries(st.integers(0, 9), st.integers(0, 5) | st.none(), max_size=6),
    st.dictionaries(st.integers(0, 9), st.integers(0, 5) | st.none(), max_size=6),
)
def test_what_is_taken_never_makes_printed_fall(before, new):
    # What is stored does not fall itself.
    kept, most = {}, 0
    for number in sorted(before):
        if before[number] is None or before[number] >= most:
            kept[number] = before[number]
            most = before[number] or most
    reports = [stored(number, printed=value) for number, value in sorted(kept.items())]

    result = judged(*(row(number, printed=value) for number, value in new.items()), reports=reports)

    after = kept | {
        (each.as_of - START).days: each.figures["printed"]
        for each in result.rows
        if each.figures["printed"] is not None
    }
    values = [value for _, value in sorted(after.items()) if value is not None]
    assert values == sorted(values)


# ---- more than there can be


def test_more_enrolled_than_eligible_is_refused():
    result = judged(row(3, eligible=5, enrolled=6), row(4, eligible=5, enrolled=5))

    assert told(result) == [("more_than_eligible", "", "I5")]
    assert taken(result) == [4]


def test_enrolled_is_held_against_the_eligible_that_are_stored():
    result = judged(row(3, enrolled=6), reports=[stored(3, eligible=5)])

    assert told(result) == [("more_than_eligible", "", "I5")]


def test_more_used_than_sent_is_told_where_anything_is_recorded():
    sent = {1: [(day(0), 10), (day(5), 5), (day(9), 100)]}

    above = judged(row(5, printed=14, damaged=2), sent=sent)
    equal = judged(row(5, printed=14, damaged=1), sent=sent)
    unknown = judged(row(5, printed=14, damaged=2))

    assert told(above) == [("more_used_than_received", "", "C7")]
    assert dict(above.findings[0].details) == {"used": 16, "received": 15}
    assert [equal.findings, unknown.findings] == [[], []]


def test_what_came_in_an_earlier_round_is_not_used_in_this_one():
    result = judged(row(190, printed=14), sent={1: [(day(0), 100), (day(185), 5)]})

    assert told(result) == [("more_used_than_received", "", "C192")]


# ---- what was copied


SAME = {"printed": 5, "damaged": 0, "stock_on_hand": 7, "print_ready": 9}


def test_the_later_of_two_equal_rows_is_told():
    result = judged(row(3, 1, line=9, **SAME), row(3, 2, line=4, **SAME))

    assert told(result) == [("copied_row", "", "A4")]
    assert taken(result) == [3, 3]


@pytest.mark.parametrize("figures", [SAME | {"print_ready": 0}, SAME | {"print_ready": None}])
def test_few_figures_may_be_equal(figures):
    assert judged(row(3, 1, **figures), row(3, 2, **figures)).findings == []


def test_equal_rows_of_two_days_are_no_copies():
    assert judged(row(3, 1, **SAME), row(4, 2, **SAME)).findings == []


def test_a_row_equal_to_another_districts_stored_report_is_told():
    result = judged(row(3, 1, **SAME), reports={2: [stored(3, **SAME)]})

    assert told(result) == [("copied_row", "stored", "A5")]


def test_a_report_equal_to_the_one_before_is_told():
    result = judged(row(10, **SAME), reports=[stored(3, **SAME)])

    assert told(result) == [("identical_to_previous", "", "A12")]
    assert result.findings[0].details["day"] == "04/04/2017"


@pytest.mark.parametrize("left_out", ["printed", "stock_on_hand"])
def test_printed_and_stock_are_among_what_is_identical(left_out):
    figures = SAME | {"eligible": 5, "enrolled": 4, left_out: None}

    assert judged(row(10, **figures), reports=[stored(3, **figures)]).findings == []


# ---- what is unlike before


def test_a_jump_in_what_is_printed_per_day_is_told():
    reports = [stored(number * 7, printed=number * 70 + number % 3) for number in range(6)]

    usual = judged(row(42, printed=421), reports=reports)
    jump = judged(row(42, printed=4210), reports=reports)

    assert usual.findings == []
    assert told(jump) == [("outlier", "", "C44")]


def test_a_level_is_judged_by_its_change_without_what_was_received():
    levels = [1000, 930, 858, 791, 720, 651]
    reports = [stored(at * 7, stock_on_hand=level) for at, level in enumerate(levels)]

    plain = judged(row(42, stock_on_hand=5581), reports=reports)
    received = judged(row(42, stock_on_hand=5581), reports=reports, received={1: [(day(40), 5000)]})

    assert told(plain) == [("outlier", "", "E44")]
    assert received.findings == []


def test_a_stock_that_does_not_follow_is_told():
    reports = [stored(3, printed=10, damaged=1, stock_on_hand=89)]
    received = {1: [(day(0), 100), (day(5), 50)]}

    right = judged(row(10, printed=20, damaged=2, stock_on_hand=128), reports=reports, received=received)
    wrong = judged(row(10, printed=20, damaged=2, stock_on_hand=127), reports=reports, received=received)
    unknown = judged(row(10, printed=20, damaged=2, stock_on_hand=127), reports=reports)

    assert told(wrong) == [("outlier", "stock_identity", "E12")]
    assert wrong.findings[0].details == {"figure": 127, "expected": 128}
    assert [right.findings, unknown.findings] == [[], []]


def test_more_damaged_than_printed_is_told():
    assert told(judged(row(3, printed=5, damaged=6))) == [("outlier", "damaged", "D5")]


@pytest.mark.parametrize(
    ("value", "earlier", "expected"),
    [
        (1000, [1, 2, 3], False),  # too few
        (100, [10, 11, 12, 13], True),
        (13, [10, 11, 12, 13], False),
        (5, [5, 5, 5, 5, 9], False),
        (30, [5, 5, 5, 5, 9], True),  # by the mean deviation: the median one is 0
        (6, [5, 5, 5, 5], False),  # no deviation at all: more than 1
        (7, [5, 5, 5, 5], True),
    ],
)
def test_an_outlier_is_far_from_the_earlier_values(value, earlier, expected):
    assert is_outlier(value, earlier) is expected


@given(st.lists(st.integers(0, 6) | st.integers(-100, 100) | st.floats(-1e6, 1e6), max_size=40))
def test_the_quick_look_finds_the_same_outliers(values):
    slowly = [at for at, value in enumerate(values) if is_outlier(value, values[:at])]

    assert list(outliers(values)) == slowly


def test_rows_keep_their_order():
    rows = [row(9, 2, printed=1), row(3, 1, printed=5), row(2, 2, printed=0)]

    assert judged(*rows).rows == rows
