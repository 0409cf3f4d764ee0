"""The districts that a written name may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.imports.districts.codes import read_code
from monitoring.imports.districts.names import (
    Reading,
    Written,
    kind_of,
    readings,
    take_apart,
)
from monitoring.imports.districts.provinces import ProvinceNames
from monitoring.imports.districts.register import Register

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """`districts` that a name may mean; `code` was glued in front, `province` stood in brackets behind."""

    districts: frozenset[int]
    code: str | None = None
    province: str | None = None


def districts_named(
    name: str, kind: str | None, contexts: Sequence[str], register: Register, provinces: ProvinceNames
) -> Named:
    """Return what `name` may mean. `contexts` are provinces whose aliases count."""
    written = take_apart(name)
    code = read_code(written.number)
    number = code.text if code is not None and code.text in register.by_code else None
    # A confirmed spelling may begin with a number or end with brackets: then nothing is cut.
    if whole := register.named(list(readings(name)), kind, contexts):
        return Named(whole)
    found = register.named(list(readings(written.with_aside)), kind, contexts)
    if found or not written.aside:
        return Named(found, number)
    return _with_aside(written, kind, contexts, register, provinces, number)


def _with_aside(
    written: Written,
    kind: str | None,
    contexts: Sequence[str],
    register: Register,
    provinces: ProvinceNames,
    number: str | None,
) -> Named:
    """Weigh what stands in brackets: a kind, a province, or a name, which must not mean another district."""
    aside_kind = kind_of(written.aside)
    if aside_kind and kind not in (None, aside_kind):
        return Named(NONE)
    ways = list(readings(written.name))
    found = register.named(ways, aside_kind or kind, contexts)
    if aside_kind:
        return Named(found, number)
    if province := provinces.named(written.aside):
        return Named(found, number, province)
    other = register.named(list(readings(written.aside)), None, contexts)
    if other:
        return Named(found & other, number)
    return Named(NONE if _may_go_on(ways, written.aside, register) else found, number)


def _may_go_on(ways: Sequence[Reading], aside: str, register: Register) -> bool:
    """Tell whether the brackets may hold the rest of a longer name: Aceh Barat (Daya), Bandung (KBB)."""
    return any(map(str.isalpha, aside)) and any(register.begins_longer_name(way.key) for way in ways)
