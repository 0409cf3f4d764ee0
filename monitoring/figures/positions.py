"""Where each district stands on a day: what it printed, received, has left, and whether it needs someone."""

from datetime import date

from django.db.models import Case, F, IntegerField, QuerySet, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from monitoring.figures.blanks import with_blanks
from monitoring.figures.percents import percent_of
from monitoring.figures.reported import with_counted, with_reported
from monitoring.figures.rounds import RoundAsOf, round_as_of
from monitoring.figures.verdicts import is_low_case, reason_case
from monitoring.models import District


def with_positions(districts: QuerySet[District], *, as_of: date) -> QuerySet[District]:
    """Annotate every figure of `districts` as of a day; None: not known. Asks the database for the round.

    Reported: rules.FIGURES, each with its day (`printed_on`); `counted`, `counted_on` from the stock counts.
    Blanks: `opening`, `received`, `sent_out` in the round, `ever_received`.
    Worked out: `available` (expected stock), `used_percent`, `stock` (the last count, else what is expected),
    `last_report_on`, `is_low`, `reason` (a rules.Reason or None).
    """
    return with_positions_in(districts, round_as_of(as_of))


def with_positions_in(districts: QuerySet[District], round_: RoundAsOf) -> QuerySet[District]:
    known = with_counted(with_reported(with_blanks(districts, round_), round_), round_)
    return (
        known.annotate(
            available=expected_stock(),
            used_percent=percent_of("printed", "received"),
            last_report_on=F("printed_on"),
        )
        .annotate(stock=_last_known("counted", "stock_on_hand", "available"))
        .annotate(is_low=is_low_case(round_.threshold), reason=reason_case(round_.threshold))
    )


def expected_stock() -> CombinedExpression:
    """Return what must lie in the district by the books; None if printed was not reported."""
    spoiled = Coalesce(F("damaged"), 0)
    return F("opening") + F("received") - F("printed") - spoiled - F("sent_out")


def _last_known(counted: str, reported: str, expected: str) -> Case:
    """Return the later of the two counts, the store's own on the same day, or else what is expected."""
    counted_last = When(counted_on__gte=F(f"{reported}_on"), then=F(counted))
    return Case(
        counted_last,
        default=Coalesce(F(reported), F(counted), F(expected)),
        output_field=IntegerField(null=True),
    )
