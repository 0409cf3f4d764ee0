"""One-time links: a code by which a person, and nobody who made it, sets the password of an account.

The code holds 80 bits of chance, so that it cannot be guessed, and the database only an HMAC of it under the
SECRET_KEY: who reads the database, or a copy of it, cannot even try codes there. The price: a new SECRET_KEY
closes the links that are open, unless the former one is among the SECRET_KEY_FALLBACKS.
"""

import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from monitoring.accounts.acting import Acting
from monitoring.accounts.sessions import end_all_sessions
from monitoring.models import EventKind, Invitation, User
from monitoring.rules import INVITATION_DAYS

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O or U, which are read as others; five bits a character."""

LENGTH, GROUP = 16, 4
MISREAD = str.maketrans("OIL", "011")
SALT = "monitoring.accounts.invitations"


class NotOpen(Exception):
    """The link is wrong, used, withdrawn, expired, or its account is disabled: nobody is told which."""


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """Return a code as letters show it: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(text: str) -> str:
    """Return the code that someone typed, with or without hyphens and capitals; "" when it can be none."""
    code = re.sub(r"[\s\-–—.]", "", text[:100]).upper().translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def digest_of(code: str, key: str | None = None) -> str:
    return salted_hmac(SALT, code, secret=key, algorithm="sha256").hexdigest()


def kept_digest(code: str) -> str:
    """Return the digest under which a code is kept, maybe by a former key; by today's if it is not kept."""
    digests = [digest_of(code), *(digest_of(code, key) for key in settings.SECRET_KEY_FALLBACKS)]
    found = Invitation.objects.filter(digest__in=digests).values_list("digest", flat=True).first()
    return found or digests[0]


def make_invitation(account: User, acting: Acting) -> str:
    """Return the code of a new link for `account`; see make_invitations."""
    return make_invitations([account], acting)[account.pk]


@transaction.atomic
def make_invitations(accounts: Collection[User], acting: Acting) -> dict[int, str]:
    """Return the code of a new link by account. Older links of the accounts are withdrawn.

    Disabled accounts get none and are left out.
    """
    held = hold([account.pk for account in accounts])
    close_invitations(held, at=acting.at)
    codes = {account.pk: new_code() for account in held}
    expires_at = acting.at + timedelta(days=INVITATION_DAYS)
    Invitation.objects.bulk_create(
        Invitation(
            account=account,
            digest=digest_of(codes[account.pk]),
            made_at=acting.at,
            made_by=acting.user,
            expires_at=expires_at,
        )
        for account in held
    )
    for account in held:
        acting.record(EventKind.LINK_MADE, account)
    return codes


def hold(keys: Collection[int]) -> list[User]:
    """Return the active accounts of `keys`, locked in one order until the transaction ends."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys, is_active=True)
    return list(rows.order_by("pk"))


def close_invitations(accounts: Collection[User], *, at: datetime) -> int:
    """Withdraw what was not used, and return how many."""
    unused = Invitation.objects.filter(account__in=accounts, used_at=None, withdrawn_at=None)
    return unused.update(withdrawn_at=at)


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Return the links that can be used at `at`, as far as the link alone says it."""
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def invited(digest: str, *, at: datetime) -> User:
    """Return the account whose password the link may set. Raises NotOpen."""
    found = open_invitations(at).filter(digest=digest, account__is_active=True).select_related("account")
    invitation = found.first()
    if invitation is None:
        raise NotOpen
    return invitation.account


@transaction.atomic
def use_invitation(digest: str, password: str, *, at: datetime, address: str) -> User:
    """Set the password of the link's account, end its sessions, and return it. Raises NotOpen."""
    account = invited(digest, at=at)
    # Two who come at once wait here for each other; so does who disables the account.
    held = hold([account.pk])
    # No join in the condition: the row itself is asked again after the wait.
    if not held or not open_invitations(at).filter(digest=digest).update(used_at=at):
        raise NotOpen
    account = held[0]
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    end_all_sessions(account)
    acting = Acting(account, at, address)
    acting.record(EventKind.LINK_USED, account)
    acting.record(EventKind.PASSWORD_CHANGED, account)
    return account
