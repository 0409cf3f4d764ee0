"""What an upload wrote when it was applied, from what to what. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.figures.provenance import Figures, figure_before, states_of
from monitoring.models import DistrictReport, FormerReport, Through, Upload
from monitoring.models.regions import DistrictQuerySet
from monitoring.rules import FIGURES

Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Written:
    """A report as the upload wrote it. `before` None: there was none."""

    district: int
    as_of: date
    before: Figures | None
    after: Figures


def written_keys(upload: Upload, districts: DistrictQuerySet) -> list[Key]:
    """Return the district and day of each report that `upload` wrote in `districts`, by code and day."""
    found: set[tuple[str, int, date]] = set()
    for model in (DistrictReport, FormerReport):
        rows = model.objects.filter(upload=upload, through=Through.UPLOAD, district__in=districts)
        found.update(rows.values_list("district__code", "district_id", "as_of"))
    return [(district, as_of) for _code, district, as_of in sorted(found)]


def written_by(upload: Upload, keys: Sequence[Key]) -> list[Written]:
    """Return what `upload` wrote into the reports of `keys`, in their order: two queries."""
    states = states_of(keys)
    return [_written(upload, key, states[key]) for key in keys]


def _written(upload: Upload, key: Key, states: list) -> Written:
    position = next(
        at for at, state in enumerate(states) if state.upload == upload.pk and state.through == Through.UPLOAD
    )
    there_was_one = position > 0 and not states[position - 1].deleted
    before = tuple(figure_before(states, position, figure) for figure in range(len(FIGURES)))
    return Written(*key, before if there_was_one else None, states[position].figures)
