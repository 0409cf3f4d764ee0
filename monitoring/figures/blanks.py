"""What each district's store received and sent, from the ledger."""

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from monitoring.figures.rounds import RoundAsOf
from monitoring.models import BlankMovement, District
from monitoring.models.movements import MovementQuerySet


def with_blanks(districts: QuerySet[District], round_: RoundAsOf) -> QuerySet[District]:
    """Annotate blanks since the round began: `opening`, `received`, `sent_out`; and `ever_received`.

    Received are those that the district accepted, from the centre or a neighbour; sent out are loans and
    returns. None of them is ever None: what the ledger does not hold did not move.
    """
    movements = BlankMovement.objects.standing().by(round_.as_of)
    in_round = movements.filter(moved_on__gte=round_.begun_on)
    opening = FilteredRelation("openings", condition=Q(openings__round=round_.key))
    return districts.annotate(
        of_round=opening,
        opening=Coalesce(F("of_round__on_hand"), 0),
        received=_moved(in_round, "to_account"),
        sent_out=_moved(in_round, "from_account"),
        ever_received=_moved(movements, "to_account"),
    )


def _moved(movements: MovementQuerySet, account: str) -> Coalesce:
    # A subquery a figure and no join: sums over two joins multiply each other.
    of_store = movements.filter(**{account: OuterRef("store__account")}).order_by().values(account)
    return Coalesce(Subquery(of_store.annotate(sum=Sum("quantity")).values("sum")), 0)
