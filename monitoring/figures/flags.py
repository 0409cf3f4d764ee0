"""Districts that need someone: which, why, and who must do what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.figures.positions import with_positions
from monitoring.models import District
from monitoring.rules import ACTORS, Actor, Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason in words: what it is called, what is the matter, and who must do what."""

    reason: Reason
    label: Promise
    matter: Promise
    task: Promise

    @property
    def actor(self) -> Actor:
        return ACTORS[self.reason]


EXPLANATIONS = {
    explanation.reason: explanation
    for explanation in (
        Explanation(
            Reason.NEVER_SUPPLIED,
            _("never supplied"),
            _("No blanks have ever arrived here."),
            _("The centre sends blanks."),
        ),
        Explanation(
            Reason.STOCKED_OUT,
            _("stocked out"),
            _("No blanks are left."),
            _("The centre allocates blanks, or a neighbour lends some."),
        ),
        Explanation(
            Reason.NO_QUEUE,
            _("no queue"),
            _("No resident is waiting for a card."),
            _("Nobody needs to act."),
        ),
        Explanation(
            Reason.NOT_PRINTING,
            _("not printing"),
            _("There are blanks and no card has been printed."),
            _("The province asks the district why."),
        ),
        Explanation(
            Reason.PRINTING_TROUBLE,
            _("printing trouble"),
            _("There are blanks, and hardly any card has been printed."),
            _("The centre helps with the printing."),
        ),
        Explanation(
            Reason.NOT_REPORTING,
            _("not reporting"),
            _("Printed cards were never reported in this round."),
            _("The province asks the district for its report."),
        ),
    )
}


def explain(reason: str | None) -> Explanation | None:
    """Return the words for the annotation `reason`; None where there is none."""
    return EXPLANATIONS[Reason(reason)] if reason else None


def flagged(districts: QuerySet[District], *, as_of: date) -> QuerySet[District]:
    """Return the districts with a reason, low print or no report, in one query; the least printed first."""
    known_last = F("printed").asc(nulls_last=True)
    return with_positions(districts, as_of=as_of).filter(reason__isnull=False).order_by(known_last, "code")
