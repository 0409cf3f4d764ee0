"""Whether every blank of the round is somewhere: FORMULAS, "National conservation"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitoring.figures import papers
from monitoring.figures.papers import Amount
from monitoring.figures.rounds import RoundAsOf
from monitoring.figures.sums import Position, total

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Centre:
    """What the centre knows of a round. `counted` None: its store was never counted."""

    supplied: Amount
    counted: Amount | None
    in_transit: int


def centre(round_: RoundAsOf) -> Centre:
    return Centre(
        supplied=papers.amount(papers.supplies(round_), "received_on"),
        counted=papers.last_central_count(round_.as_of),
        in_transit=papers.in_transit(round_.as_of, None),
    )


def unexplained(round_: RoundAsOf, centre: Centre, rows: Sequence[Position]) -> int | None:
    """Return the blanks that there must be and that no figure shows; below 0: more shown than there can be.

    None while the central store was never counted or no district has reported. `rows` are all districts.
    Rounding of published figures lands here: it is shown as unexplained, not as lost.
    """
    printed = total(row["printed"] for row in rows)
    begun_with = _begun_with(round_, rows)
    if centre.counted is None or begun_with is None or printed is None:
        return None
    expected = total(row["available"] for row in rows) or 0
    damaged = total(row["damaged"] for row in rows) or 0
    shown = centre.counted.quantity + centre.in_transit + expected + printed + damaged
    return begun_with + centre.supplied.quantity - shown - papers.refused_or_lost(round_)


def _begun_with(round_: RoundAsOf, rows: Sequence[Position]) -> int | None:
    """Return the blanks that there were when the round began; None: not known.

    The books of the first round begin with its supplies and with what lay in the districts. A later round
    begins with what was then counted at the centre, under way, and in the districts.
    """
    openings = sum(row["opening"] for row in rows)
    if round_.is_first:
        return openings
    day_before = round_.begun_on - ONE_DAY
    counted = papers.last_central_count(day_before)
    return None if counted is None else openings + counted.quantity + papers.in_transit(day_before, None)
