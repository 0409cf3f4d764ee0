"""Where each figure of a report came from, to the cell, and what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monitoring.admin.grid_table import TITLES
from monitoring.figures.provenance import State, figure_before, source_of, states_of
from monitoring.models import DistrictReport, Through, Upload, User
from monitoring.rules import FIGURES


@dataclass(frozen=True, slots=True)
class Source:
    """One figure. `upload` is the file it came from if the reader may see it, `cell` where it stood in it."""

    title: str
    value: int | None
    before: int | None = None
    state: State | None = None
    through: str = ""
    who: str = ""
    upload: Upload | None = None
    cell: str = ""


def sources_view(request: HttpRequest, page: ModelAdmin, object_id: str) -> HttpResponse:
    report = page.get_object(request, unquote(object_id))
    if report is None or not page.has_view_permission(request, report):
        raise Http404
    context = page.admin_site.each_context(request) | {
        "title": _("Where the figures come from"),
        "opts": page.opts,
        "report": report,
        "sources": sources_of(report, request.user),
    }
    return TemplateResponse(request, "admin/monitoring/upload/sources.html", context)


def sources_of(report: DistrictReport, user: User) -> list[Source]:
    """Return the source of each figure: four queries."""
    states = states_of([(report.district_id, report.as_of)])[report.district_id, report.as_of]
    found = [source_of(states, at) for at in range(len(FIGURES))]
    uploads = Upload.objects.visible_to(user).in_bulk(
        {state.upload for state in found if state and state.upload}
    )
    people = User.objects.in_bulk({state.recorded_by for state in found if state})
    return [_source(at, states, state, uploads, people) for at, state in enumerate(found)]


def _source(
    at: int,
    states: Sequence[State],
    state: State | None,
    uploads: Mapping[int, Upload],
    people: Mapping[int, User],
) -> Source:
    title = capfirst(str(TITLES[FIGURES[at]]))
    if state is None:
        return Source(title, None)
    upload = uploads.get(state.upload or 0)
    return Source(
        title=title,
        value=state.figures[at],
        before=figure_before(list(states), states.index(state), at),
        state=state,
        through=str(Through(state.through).label),
        who=str(people[state.recorded_by]),
        upload=upload,
        cell=cell_of(upload.understood, state, FIGURES[at]) if upload else "",
    )


def cell_of(understood: Mapping[str, Any], state: State, figure: str) -> str:
    """Return the cell that held the figure, as far as the kept understanding of the file says."""
    if state.row is None or state.through != Through.UPLOAD:
        return ""
    for sheet in understood.get("sheets", ()):
        for table in sheet["tables"] if (sheet["name"] or "") == state.sheet else ():
            if table["first_row"] <= state.row <= table["last_row"] and figure in table["columns"]:
                return f"{table['columns'][figure]}{state.row}"
    return _("row %(row)s") % {"row": state.row}
