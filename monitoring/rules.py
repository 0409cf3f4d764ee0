"""Numbers and verdicts that someone decided. Pure: nothing here knows a database or a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LOW_PRINT_THRESHOLD = 15
"""A district that printed fewer cards than this in the round is flagged (the minister, July 2017)."""

FLOWS = ("printed", "damaged")
"""Figures that are cumulative since the round began and never fall."""

LEVELS = ("stock_on_hand", "print_ready", "substitute_certificates", "eligible", "enrolled")
"""Figures that are taken as they stand on the day."""

FIGURES = FLOWS + LEVELS
"""Every figure of a report, in the order in which sheets and pages show them."""

OUTLIER_SCORE = 3.5
"""Modified z-score above which a value is worth a second look (Iglewicz & Hoaglin)."""

OUTLIER_MINIMUM_VALUES = 4
"""So many earlier values of the same district before a value can be an outlier."""


class Reason(StrEnum):
    """Why a district printed little; see FORMULAS "Low print, explained"."""

    NEVER_SUPPLIED = "never_supplied"
    STOCKED_OUT = "stocked_out"
    NO_QUEUE = "no_queue"
    NOT_PRINTING = "not_printing"
    PRINTING_TROUBLE = "printing_trouble"
    NOT_REPORTING = "not_reporting"


class Actor(StrEnum):
    """Who must do something about a flag."""

    CENTRE = "centre"
    PROVINCE = "province"
    NOBODY = "nobody"


ACTORS = {
    Reason.NEVER_SUPPLIED: Actor.CENTRE,
    Reason.STOCKED_OUT: Actor.CENTRE,
    Reason.NO_QUEUE: Actor.NOBODY,
    Reason.NOT_PRINTING: Actor.PROVINCE,
    Reason.PRINTING_TROUBLE: Actor.CENTRE,
    Reason.NOT_REPORTING: Actor.PROVINCE,
}


@dataclass(frozen=True, slots=True)
class AtMost:
    """A figure that is known and not above a limit."""

    figure: str
    limit: int

    def holds(self, figures: Mapping[str, int | None]) -> bool:
        value = figures[self.figure]
        return value is not None and value <= self.limit


LOW_PRINT_REASONS: tuple[tuple[Reason, tuple[AtMost, ...]], ...] = (
    # What lay there when the round began had once been sent, if only before the portal's time.
    (Reason.NEVER_SUPPLIED, (AtMost("ever_received", 0), AtMost("opening", 0))),
    (Reason.STOCKED_OUT, (AtMost("stock", 0),)),
    (Reason.NO_QUEUE, (AtMost("print_ready", 0),)),
    (Reason.NOT_PRINTING, (AtMost("printed", 0),)),
    (Reason.PRINTING_TROUBLE, ()),
)
"""The first of which every condition holds. Python and SQL are both drawn from this."""


def is_low_print(printed: int | None, *, threshold: int) -> bool:
    """Return whether a district is flagged: fewer than `threshold`, and known."""
    return printed is not None and printed < threshold


def flag_reason(figures: Mapping[str, int | None], *, threshold: int) -> Reason | None:
    """Return why a district is flagged, or NOT_REPORTING (which is no low print), or None for neither."""
    if figures["printed"] is None:
        return Reason.NOT_REPORTING
    if not is_low_print(figures["printed"], threshold=threshold):
        return None
    return next(
        reason for reason, limits in LOW_PRINT_REASONS if all(limit.holds(figures) for limit in limits)
    )


LOOK_BACK = timedelta(days=366)
"""How far back a row is compared with the same district's earlier reports."""

CHECK_EXPIRES_AFTER = timedelta(days=7)
"""A check that was never applied is forgotten after this time, file and all."""

SENDING_WINDOW = timedelta(hours=1)
"""So long what a user sent counts towards how much one account may send (UPLOADS_PER_HOUR)."""

INVITATION_DAYS = 14
"""So long a one-time link stays open: a letter to the highlands of Papua takes days, and lies on desks."""

ACCOUNTS_AT_ONCE = 1000
"""So many accounts one sheet may hold: every province and district, twice over for a few."""

REVIEW_FOR = timedelta(hours=1)
"""So long a sheet of accounts that was shown can be confirmed; afterwards it is sent again."""

HALF_SIGNED_IN_FOR = timedelta(minutes=5)
"""So long a right password waits for its code: time to fetch the phone, or the sheet of recovery codes."""

CODE_TOLERANCE = 1
"""So many steps of 30 seconds a phone's clock may be off. Phones keep the time of their network; each step
more would leave guessers another code that fits, and one seen over a shoulder open for longer."""

SET_UP_FOR = timedelta(minutes=15)
"""So long a secret that was shown waits for its first code: time to find and install an app."""

RECOVERY_CODES = 10
RECOVERY_CODE_LENGTH = 12
RECOVERY_ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""No two that look alike: neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, nor U and V. With twelve
characters 55 bits, more than can be guessed through the lock in any time."""


@dataclass(frozen=True, slots=True)
class MostTries:
    """So many passwords and codes are checked within a time that begins with the first."""

    tries: int
    within: timedelta


MOST_GUESSES = {
    # Who forgot the password knows it after five. A guesser gets 480 a day, nothing against 12 characters.
    "pair": MostTries(5, timedelta(minutes=15)),
    # More than one address can bring about in an hour, four times five: a stranger cannot lock an officer out
    # from one place. From many it takes 30 tries an hour for as long as it is to last, and leaves its trace.
    "account": MostTries(30, timedelta(hours=1)),
    # An office of a province, a hundred people say, comes from one address; right passwords do not count.
    "address": MostTries(100, timedelta(hours=1)),
}
"""How much may be tried at one account from one address, at one account, and from one address."""

LOCKED_FOR = timedelta(minutes=15)
"""So long a lock lasts, from the first try that was too many: short enough to wait for."""

KNOWN_ADDRESS_FOR = timedelta(days=30)
"""So long an address from which someone signed in stays theirs: strangers cannot lock them out there."""

GUESSES_KEPT = timedelta(days=1)
"""Counts are forgotten after this time; longer than any window and lock."""

SESSION_IDLE_FOR = timedelta(minutes=30)
"""A session ends when nothing was asked for so long: screens in offices are left open."""

SESSION_LASTS_FOR = timedelta(hours=12)
"""A session ends after this time whatever happens: one working day, overtime included."""

SESSION_SEEN_EVERY = timedelta(minutes=1)
"""How often a session notes that it is in use, so that not every page writes."""

REFUSALS_WITHIN = timedelta(minutes=1)
REFUSALS_OF_A_PAGE = 3
REFUSALS_OF_AN_ACCOUNT = 30
"""So many refusals of one account are kept in a minute, of one page and in all.

A person who clicks reaches neither, and a script that tries one row after the other is seen from its first
to its thirtieth in each minute; but no account can add more than 43,200 events a day.
"""
