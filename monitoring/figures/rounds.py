"""The round that a day lies in, as the figures need it."""

from dataclasses import dataclass
from datetime import date, timedelta

from monitoring.models import DistributionRound


@dataclass(frozen=True, slots=True)
class RoundAsOf:
    """The round up to a day. `key` None: the day lies before the first round, nothing has accumulated."""

    key: int | None
    is_first: bool
    begun_on: date
    as_of: date
    threshold: int


def round_as_of(as_of: date) -> RoundAsOf:
    """Return the round in which `as_of` lies: one query."""
    begun = list(DistributionRound.objects.begun_by(as_of)[:2])
    if not begun:
        return RoundAsOf(None, True, as_of + timedelta(days=1), as_of, 0)
    return RoundAsOf(begun[0].pk, len(begun) == 1, begun[0].starts_on, as_of, begun[0].low_print_threshold)
