"""The last report of each figure: latest is per figure, since the enrolment is newer than the printing."""

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from monitoring.figures.rounds import RoundAsOf
from monitoring.models import District, DistrictReport, StockCount
from monitoring.rules import FIGURES, FLOWS


def with_reported(districts: QuerySet[District], round_: RoundAsOf) -> QuerySet[District]:
    """Annotate each figure as it was last reported, and the day of that report (`printed`, `printed_on` ...).

    None: not reported; printed and damaged: not in this round. The report itself is joined as `last_printed`
    and so on, at most one row each, so that nothing is multiplied and a figure can be used many times over
    for one look-up.
    """
    joined = districts.annotate(**{f"last_{figure}": _last_report(figure, round_) for figure in FIGURES})
    values = {figure: F(f"last_{figure}__{figure}") for figure in FIGURES}
    days = {f"{figure}_on": F(f"last_{figure}__as_of") for figure in FIGURES}
    return joined.annotate(**values, **days)


def with_counted(districts: QuerySet[District], round_: RoundAsOf) -> QuerySet[District]:
    """Annotate the last stock count of the district's store: `counted`, `counted_on`."""
    counts = StockCount.objects.standing().filter(counted_on__lte=round_.as_of)
    last = counts.filter(store__district=OuterRef("pk")).order_by("-counted_on").values("pk")[:1]
    return districts.annotate(
        last_count=FilteredRelation("store__counts", condition=Q(store__counts__pk=Subquery(last)))
    ).annotate(counted=F("last_count__quantity"), counted_on=F("last_count__counted_on"))


def _last_report(figure: str, round_: RoundAsOf) -> FilteredRelation:
    reports = DistrictReport.objects.by(round_.as_of).filter(
        district=OuterRef("pk"), **{f"{figure}__isnull": False}
    )
    if figure in FLOWS:
        reports = reports.filter(as_of__gte=round_.begun_on)
    day = Subquery(reports.order_by("-as_of").values("as_of")[:1])
    return FilteredRelation("districtreports", condition=Q(districtreports__as_of=day))
