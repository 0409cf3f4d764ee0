"""The verdicts of rules.py as SQL, so that pages can filter and sort by them."""

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.expressions import Combinable

from monitoring.rules import LOW_PRINT_REASONS, AtMost, Reason


def is_low_case(threshold: int) -> Case:
    """Return rules.is_low_print over the annotation `printed`."""
    return Case(When(printed__lt=threshold, then=Value(True)), default=Value(False))


def reason_case(threshold: int) -> Case:
    """Return rules.flag_reason over the annotations of a district."""
    reasons = (When(_all_hold(limits), then=_text(reason)) for reason, limits in LOW_PRINT_REASONS)
    return Case(
        When(printed__isnull=True, then=_text(Reason.NOT_REPORTING)),
        When(printed__gte=threshold, then=Value(None)),
        *reasons,
        output_field=CharField(null=True),
    )


def _all_hold(limits: tuple[AtMost, ...]) -> Q:
    # The last reason has no condition: it holds wherever the case comes to it, at a known number of cards.
    return Q(printed__isnull=False, **{f"{limit.figure}__lte": limit.limit for limit in limits})


def _text(reason: Reason) -> Combinable:
    return Value(reason.value, output_field=CharField())
