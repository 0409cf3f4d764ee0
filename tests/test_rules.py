import pytest

from monitoring.models import DistributionRound
from monitoring.rules import (
    ACTORS,
    GUESSES_KEPT,
    LOCKED_FOR,
    LOW_PRINT_REASONS,
    MOST_GUESSES,
    Reason,
    flag_reason,
    is_low_print,
)

SUPPLIED = {"ever_received": 100, "opening": 0, "stock": 50, "print_ready": 20, "printed": 5}


@pytest.mark.parametrize(("printed", "low"), [(None, False), (0, True), (14, True), (15, False), (16, False)])
def test_low_print_is_strictly_below_the_threshold(printed, low):
    assert is_low_print(printed, threshold=15) is low


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({}, Reason.PRINTING_TROUBLE),
        ({"ever_received": 0}, Reason.NEVER_SUPPLIED),
        ({"ever_received": 0, "opening": 1}, Reason.PRINTING_TROUBLE),
        ({"ever_received": 0, "stock": 0, "print_ready": 0, "printed": 0}, Reason.NEVER_SUPPLIED),
        ({"stock": 0, "print_ready": 0, "printed": 0}, Reason.STOCKED_OUT),
        ({"stock": -3}, Reason.STOCKED_OUT),
        ({"stock": None}, Reason.PRINTING_TROUBLE),
        ({"print_ready": 0, "printed": 0}, Reason.NO_QUEUE),
        ({"print_ready": None, "printed": 0}, Reason.NOT_PRINTING),
        ({"printed": 0}, Reason.NOT_PRINTING),
        ({"printed": 14}, Reason.PRINTING_TROUBLE),
        ({"printed": 15}, None),
        ({"printed": 15, "stock": 0}, None),
        ({"printed": None, "ever_received": 0}, Reason.NOT_REPORTING),
    ],
)
def test_the_first_reason_that_matches_is_given(figures, reason):
    assert flag_reason(SUPPLIED | figures, threshold=15) == reason


def test_the_threshold_is_the_rounds():
    assert flag_reason(SUPPLIED | {"printed": 15}, threshold=16) == Reason.PRINTING_TROUBLE


def test_some_reason_always_matches():
    assert LOW_PRINT_REASONS[-1] == (Reason.PRINTING_TROUBLE, ())


def test_each_reason_says_who_acts():
    assert set(ACTORS) == set(Reason)


def test_a_round_flags_below_the_fifteen_cards_of_the_minister_unless_told_otherwise():
    assert DistributionRound().low_print_threshold == 15


def test_tries_are_forgotten_only_when_they_neither_count_nor_lock():
    longest = max(most.within for most in MOST_GUESSES.values())

    assert longest + LOCKED_FOR < GUESSES_KEPT
