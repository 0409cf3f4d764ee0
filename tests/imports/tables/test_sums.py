from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.tables.sums import WrongSum, wrong_sums


def wrong(values, rows, sums=(), headings=()):
    return list(wrong_sums(values, rows, sums, headings))


def test_a_sum_of_the_rows_above_is_right():
    assert wrong([1, 2, 3], [0, 1], sums=[2]) == []


def test_a_sum_of_neither_is_told_with_what_it_should_be():
    assert wrong([1, 2, 4], [0, 1], sums=[2]) == [WrongSum(2, 3)]


def test_what_was_not_reported_adds_nothing():
    assert wrong([1, None, 1], [0, 1], sums=[2]) == []


def test_an_empty_sum_says_nothing():
    assert wrong([1, 2, None], [0, 1], sums=[2]) == []


def test_a_sum_after_a_sum_is_one_of_all_rows():
    assert wrong([1, 1, 2, 2, 3], [0, 2], sums=[1, 3, 4]) == []


def test_a_sum_after_a_heading_leaves_out_the_rows_above_it():
    assert wrong([5, None, 2, 2], [0, 2], sums=[3], headings=[1]) == []


def test_a_heading_sums_the_rows_up_to_the_next_mark():
    assert wrong([3, 1, 2, 9, 4], [1, 2, 4], headings=[0, 3]) == [WrongSum(3, 4)]


def test_a_heading_without_rows_below_sums_those_above():
    assert wrong([1, 2, 3], [0, 1], headings=[2]) == []


def test_a_table_of_sums_alone_is_not_checked():
    assert wrong([1, 2, 9], [], sums=[0, 1, 2]) == []


@given(st.lists(st.lists(st.integers(0, 9) | st.none(), min_size=1, max_size=4), min_size=1, max_size=4))
def test_groups_with_their_sums_and_a_total_are_right(groups):
    values, rows, sums = [], [], []
    for group in groups:
        rows += range(len(values), len(values) + len(group))
        values += group
        sums.append(len(values))
        values.append(sum(value or 0 for value in group))
    sums.append(len(values))
    values.append(sum(value or 0 for group in groups for value in group))

    assert wrong(values, rows, sums=sums) == []
