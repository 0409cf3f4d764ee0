"""What a file is read against: who sends it, on which day, in which rounds, and the districts there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from monitoring.imports.districts.index import DistrictIndex

MOST_SUGGESTED = 1000
"""So many different names get suggestions; each costs a millisecond."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who sends a file. `province` is None for the centre, `districts` None for all districts.

    `as_of` is the day that the sender gives, None when the file must say it.
    """

    province: str | None = None
    districts: frozenset[int] | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class RoundSpan:
    """A distribution round; `ends_on` is the first day after it, None while it is the last."""

    id: int
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`today` is the latest day of the country's time zones."""

    index: DistrictIndex
    rounds: Sequence[RoundSpan]
    today: date
    scope: Scope
    suggested: dict[tuple[str, date | None], list[str]] = field(default_factory=dict)

    def suggest(self, text: str, day: date | None) -> list[str]:
        """Return codes on `day` of the districts that a misspelt name may mean, best first."""
        key = text, day
        if key not in self.suggested and len(self.suggested) < MOST_SUGGESTED:
            self.suggested[key] = self.index.suggest(text, province=self.scope.province, day=day)
        return self.suggested.get(key, [])


def written(day: date) -> str:
    """Return a day as sentences write it, day first."""
    return f"{day:%d/%m/%Y}"
