"""The lock against guessing: passwords and codes are counted together, and before they are checked.

The portal's own and not django-axes: that has one limit for all scopes and counts after the check, so that
many guesses at once all pass; and its home is moving.

A try is counted for the account from this address, for the account, and for the address. Where one of them is
full it is locked, and what comes during the lock is neither checked nor counted: it makes no lock longer, and
nobody can fill the count of an account from one address alone. A name that nobody has is counted like others.
From an address where its owner signed in of late only the pair and the address count: strangers elsewhere,
however many, do not lock an officer out of the own office.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils.crypto import salted_hmac

from monitoring.models import EventKind, GuessCount, Guessed, SecurityEvent, User
from monitoring.models.events import record
from monitoring.rules import GUESSES_KEPT, KNOWN_ADDRESS_FOR, LOCKED_FOR, MOST_GUESSES

SALT = "monitoring.accounts.guessing"
HALF = 32
"""So many digits of a digest are kept. The key of a pair is that of the account, then that of the address."""


def begin_try(name: str, address: str, *, at: datetime) -> datetime | None:
    """Count a try before anything is checked; return None to go on, or until when nothing will be checked."""
    with transaction.atomic():
        counts = _held(_counted(name, address, at), at)
        locks = [count.locked_until for count in counts if _is_locked(count, at)]
        if locks:
            return max(locks)
        full = [count for count in counts if _is_full(count, at)]
        if full:
            return _lock(full, name, address, at)
        _count(counts, at)
    return None


def take_back(name: str, address: str) -> None:
    """Forget one try, that of a right password: a whole office signs in from one address every morning."""
    with transaction.atomic():
        for scope, key in _keys(name, address):
            counted = GuessCount.objects.filter(scope=scope, key=key, tries__gt=0)
            counted.update(tries=F("tries") - 1)


def forgive(name: str, address: str) -> None:
    """Forget what was tried at this account from this address, once its owner has signed in from there.

    Of the account and the address only the one try is taken back: others may be guessing at the account from
    elsewhere, and who has one account of their own must not wipe out their guesses at all the others.
    """
    with transaction.atomic():
        take_back(name, address)
        GuessCount.objects.filter(scope=Guessed.PAIR, key=_pair(name, address)).delete()


def unlock(user: User) -> bool:
    """Forget all tries at the account of `user`; return whether there were any. Locks of addresses stay."""
    with transaction.atomic():
        # In the order in which a try holds them.
        scopes = (Guessed.ACCOUNT, Guessed.PAIR)
        return sum(_counts_of(user).filter(scope=scope).delete()[0] for scope in scopes) > 0


def locked_until(user: User, at: datetime) -> datetime | None:
    """Return until when nobody, or nobody from some address, can sign in as `user`; None if unlocked."""
    locks = _counts_of(user).filter(locked_until__gt=at)
    return locks.aggregate(latest=Max("locked_until"))["latest"]


def locked_among(users: Iterable[User], at: datetime) -> list[User]:
    """Return those of `users` who are locked, from anywhere or from some address: one query."""
    locks = GuessCount.objects.filter(scope__in=(Guessed.ACCOUNT, Guessed.PAIR), locked_until__gt=at)
    keys = {key[:HALF] for key in locks.values_list("key", flat=True)}
    if not keys:
        return []
    return [user for user in users if _digest("name", normal_name(user.get_username())) in keys]


def forget_old_guesses(*, at: datetime) -> int:
    """Delete counts that no longer lock or count; return how many."""
    return GuessCount.objects.filter(since__lt=at - GUESSES_KEPT).delete()[0]


def normal_name(typed: str) -> str:
    """Return a name as it is counted: however it is spelt or spaced, it is the same account."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def account_named(typed: str) -> User | None:
    """Return the account that was meant, for the events: they never hold a text that was typed."""
    return User.objects.filter(username=_as_stored(typed)).first()


def _as_stored(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _counts_of(user: User) -> QuerySet[GuessCount]:
    own = _digest("name", normal_name(user.get_username()))
    return GuessCount.objects.filter(
        Q(scope=Guessed.ACCOUNT, key=own) | Q(scope=Guessed.PAIR, key__startswith=own)
    )


def _counted(name: str, address: str, at: datetime) -> list[tuple[str, str]]:
    """Return the keys that count for a try: without the account's where its owner signed in of late."""
    signed_in = SecurityEvent.objects.filter(
        kind=EventKind.SIGNED_IN,
        account__username=_as_stored(name),
        address=address,
        at__gte=at - KNOWN_ADDRESS_FOR,
    )
    known = signed_in.exists()
    return [each for each in _keys(name, address) if not (known and each[0] == Guessed.ACCOUNT)]


def _held(keys: list[tuple[str, str]], at: datetime) -> list[GuessCount]:
    """Return the counts, made where missing; nobody else changes them until the transaction ends."""
    fresh = [GuessCount(scope=scope, key=key, since=at) for scope, key in keys]
    # One statement that makes or holds, in one order for everybody: two at once never wait for each other.
    GuessCount.objects.bulk_create(
        fresh, update_conflicts=True, update_fields=["scope"], unique_fields=["scope", "key"]
    )
    wanted = Q(*[Q(scope=scope, key=key) for scope, key in keys], _connector=Q.OR)
    return list(GuessCount.objects.filter(wanted).order_by("scope"))


def _is_locked(count: GuessCount, at: datetime) -> bool:
    return count.locked_until is not None and count.locked_until > at


def _is_over(count: GuessCount, at: datetime) -> bool:
    """Return whether the lock, or else the window, has ended: counting begins anew."""
    if count.locked_until is not None:
        return count.locked_until <= at
    return count.since + MOST_GUESSES[count.scope].within <= at


def _is_full(count: GuessCount, at: datetime) -> bool:
    return not _is_over(count, at) and count.tries >= MOST_GUESSES[count.scope].tries


def _count(counts: Iterable[GuessCount], at: datetime) -> None:
    for count in counts:
        if _is_over(count, at):
            count.tries, count.since, count.locked_until = 0, at, None
        count.tries += 1
        count.save(update_fields=["tries", "since", "locked_until"])


def _lock(full: list[GuessCount], name: str, address: str, at: datetime) -> datetime:
    until = at + LOCKED_FOR
    for count in full:
        count.locked_until = until
        count.save(update_fields=["locked_until"])
    scopes = [count.scope for count in full]
    # Whose name was typed last is no matter where the address alone is locked.
    account = None if scopes == [Guessed.ADDRESS] else account_named(name)
    told = {"scopes": " ".join(scopes), "until": until.isoformat()}
    record(EventKind.LOCKED, by=account, at=at, address=address, **told)
    return until


def _keys(name: str, address: str) -> list[tuple[str, str]]:
    """Return what is counted, in the order of the scopes' names, in which everybody holds them."""
    return [
        (Guessed.ACCOUNT, _digest("name", normal_name(name))),
        (Guessed.ADDRESS, _digest("address", _network(address))),
        (Guessed.PAIR, _pair(name, address)),
    ]


def _pair(name: str, address: str) -> str:
    return _digest("name", normal_name(name)) + _digest("address", _network(address))


def _network(address: str) -> str:
    """Return what one party holds: an address, or of IPv6 the 64 bits that a line is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or int(parsed) >> 64)


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"{SALT}.{kind}", text, algorithm="sha256").hexdigest()[:HALF]
