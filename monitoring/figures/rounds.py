"""The round that a day lies in, as the figures need it."""

from dataclasses import dataclass
from datetime import date, timedelta

from monitoring.models import DistributionRound


@dataclass(frozen=True, slots=True)
class RoundAsOf:
    """The round up to a day. `key` None: the day lies before the first round, nothing has accumulated."""

    key: int | None
    begun_on: date
    as_of: date
    threshold: int


def round_as_of(as_of: date) -> RoundAsOf:
    """Return the round in which `as_of` lies: one query."""
    found = DistributionRound.objects.of_day(as_of)
    if found is None:
        return RoundAsOf(None, as_of + timedelta(days=1), as_of, 0)
    return RoundAsOf(found.pk, found.starts_on, as_of, found.low_print_threshold)
