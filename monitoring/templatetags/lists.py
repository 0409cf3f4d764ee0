"""Lists that know the label and kind of each cell, and filters as fields of one form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

Header = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its HTML, which begins with "<td" or "<th", and what a card of a phone says beside it."""

    html: SafeString
    label: str
    kind: str


def kinds(cl: ChangeList) -> list[str]:
    """Return what each column holds: "number", "day", "heading", "wide", "action", or "text"."""
    admin = cl.model_admin
    named = {
        **dict.fromkeys(getattr(admin, "number_columns", ()), "number"),
        **dict.fromkeys(getattr(admin, "wide_columns", ()), "wide"),
        **dict.fromkeys(cl.list_display_links or (), "heading"),
        "action_checkbox": "action",
    }
    return [
        named.get(name) or getattr(getattr(admin, name, None), "kind", "text") for name in cl.list_display
    ]


@register.filter
def with_kinds(headers: Iterable[Header], cl: ChangeList) -> list[Header]:
    return [header | {"kind": kind} for header, kind in zip(headers, kinds(cl), strict=True)]


@register.simple_tag
def labelled_rows(
    cl: ChangeList, headers: list[Header], results: Iterable[Iterable[SafeString]]
) -> list[list[Cell]]:
    """Return the rows of a list, each cell with the label of its column."""
    labels = [
        "" if kind == "action" else header["text"] for header, kind in zip(headers, kinds(cl), strict=True)
    ]
    return [
        [Cell(*parts) for parts in zip(row, labels, kinds(cl), strict=True)]
        for row in results
    ]  # fmt: skip


@register.simple_tag
def filter_fields(cl: ChangeList, spec: Any) -> SafeString:
    return render_to_string(spec.template, spec.context(cl))


@register.filter
def kept_parameters(cl: ChangeList) -> Iterator[tuple[str, str]]:
    """Return the parameters that the filter form must hand on: the order, and what a pop-up needs."""
    shown = {SEARCH_VAR}.union(*(spec.expected_parameters() for spec in cl.filter_specs))
    return ((name, value) for name, value in cl.params.items() if name not in shown)
