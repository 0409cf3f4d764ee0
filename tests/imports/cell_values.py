"""Cells of every kind, for properties."""

from hypothesis import strategies as st

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError

TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-–— \u00a0\u2009\u202f'/()", max_size=14),
    st.from_regex(r"[0-9]{1,2}[-/. ][A-Za-z]{3,9}[-/. ][0-9]{2,4}", fullmatch=True),
    st.text(alphabet=st.characters(categories=["Nd", "Pd", "Zs", "Cf", "Cs", "Cc"]), max_size=12),
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    TEXTS,
    st.just(CellError("#REF!")),
    st.just(NO_FORMULA_VALUE),
)
