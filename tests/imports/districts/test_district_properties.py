from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.districts.index import Found, Refused
from tests.imports.cell_values import CELLS
from tests.imports.reference import index, places

SEPARATORS = st.sampled_from(["", " ", "  ", "\u00a0", "-", ". ", "\n", " - "])
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
PREFIXES = {
    "regency": [
        "KAB. ",
        "KAB ",
        "Kab.",
        "KABUPATEN ",
        "kabupaten\u00a0",
        "1 KAB. ",
        "12. Kabupaten ",
        ", KAB",
        " KAB.",
    ],
    "city": ["KOTA ", "Kota\u00a0", "KOTA", "7 KOTA ", "3. Kota ", "KOTAMADYA ", ", KOTA", " (KOTA)"],
}


@st.composite
def spelled(draw):
    """Draw a place and a way to write it: case, spaces, punctuation, the kind before, behind or left out."""
    place = draw(st.sampled_from(places()))
    words = [word for word in place.name.split()[1:] if word != "Administrasi"]
    name = draw(CASES)("".join(word + draw(SEPARATORS) for word in words)).strip()
    kind = draw(st.sampled_from([*PREFIXES[place.kind], ""]))
    return place, f"{name}{kind}" if kind.startswith((",", " ")) else f"{kind}{name}"


@given(spelled())
def test_an_accepted_spelling_is_always_the_right_district(drawn):
    place, text = drawn

    match = index().find(name=text)

    if isinstance(match, Found):
        assert match.district == place.district
    else:
        assert match.code == "ambiguous_district"
        assert place.district in match.candidates


@given(spelled(), st.integers(0, 30), st.sampled_from(["", "x", "a", "e", "h", "n"]))
def test_a_letter_lost_or_changed_never_makes_another_district_of_the_same_kind(drawn, position, letter):
    place, text = drawn
    damaged = text[:position] + letter + text[position + 1 :]

    match = index().find(name=damaged, code=place.code)

    if isinstance(match, Found):
        assert match.district == place.district


@given(CELLS, CELLS, CELLS, CELLS)
def test_no_row_raises(code, name, kind, province):
    match = index().find(code=code, name=name, kind=kind, province=province)

    assert isinstance(match, Found | Refused)
