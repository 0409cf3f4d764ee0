"""Names of provinces, old ones and abbreviations among them."""

from collections.abc import Mapping

from monitoring.imports.districts.names import compact
from monitoring.imports.districts.spellings import CELL_PROVINCE_SPELLINGS, PROVINCE_SPELLINGS, PROVINCE_WORDS


class ProvinceNames:
    """Finds provinces by name. `provinces` gives each code its name."""

    def __init__(self, provinces: Mapping[str, str]) -> None:
        self._codes = {compact(name): code for code, name in provinces.items()}
        self._codes |= _spelled(PROVINCE_SPELLINGS, provinces)
        self._in_cells = {code: code for code in provinces} | _spelled(CELL_PROVINCE_SPELLINGS, provinces)

    def named(self, text: str) -> str | None:
        """Return the code of the province that a title or heading names, else None."""
        key = compact(text)
        return self._codes.get(key) or self._codes.get(_without_word(key))

    def in_cell(self, cell: object) -> str | None:
        """Return the code of the province that a cell of a column of provinces names or is, else None."""
        if cell is None or isinstance(cell, bool):
            return None
        text = str(cell)
        return self.named(text) or self._in_cells.get(_without_word(compact(text)))


def _spelled(spellings: Mapping[str, str], provinces: Mapping[str, str]) -> dict[str, str]:
    return {
        compact(name): code
        for code, names in spellings.items()
        if code in provinces
        for name in names.split(",")
    }


def _without_word(key: str) -> str:
    for word in PROVINCE_WORDS:
        if key.startswith(word):
            return key.removeprefix(word)
    return key
