"""Taking the second factor off the account of a person who lost the phone and the recovery codes."""

from django.db import transaction

from monitoring.accounts.acting import Acting
from monitoring.accounts.second_factor import reset_second_factor
from monitoring.accounts.sessions import end_all_sessions
from monitoring.models import EventKind, User


def take_factor_away(account: User, acting: Acting) -> bool:
    """Forget phone and recovery codes, sign the account out everywhere; return whether there was a phone.

    The password stays: where the role must have a second factor, a new phone is set up at the next sign-in.
    """
    with transaction.atomic():
        if not reset_second_factor(account):
            return False
        end_all_sessions(account)
        acting.record(EventKind.FACTOR_REMOVED, account)
    return True
