import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells.text import clean, fold, says_nothing


@pytest.mark.parametrize(
    "space", [" ", "\u00a0", "\u2009", "\u202f", "\t", "\n", "\r\n", "\u2003", "\x85", "\x1f"]
)
def test_every_kind_of_space_is_one_space(space):
    assert clean(f"{space}KAB.{space}{space}KLATEN{space}") == "KAB. KLATEN"


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u200e", "\x00", "\x07", "\u2060"])
def test_what_cannot_be_seen_is_not_there(unseen):
    assert clean(f"{unseen}KLA{unseen}TEN") == "KLATEN"


def test_case_goes_when_folded():
    assert fold(" Kab.  KLATEN ") == "kab. klaten"


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "--", "–", "—", "−−−", " - ", "- -", "n/a", "N/A", "NULL", "null"]
)
def test_dashes_and_na_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["0", "nihil", "-1", "na", "menyusul", "_", "."])
def test_other_words_say_something(text):
    assert not says_nothing(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
