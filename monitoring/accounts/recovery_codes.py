"""Recovery codes: ten, each good for one sign-in without the phone. Of each only a digest is kept."""

import base64
import re
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from monitoring.models import User
from monitoring.rules import RECOVERY_ALPHABET, RECOVERY_CODE_LENGTH, RECOVERY_CODES

DEVICE_NAME = "recovery codes"
PURPOSE = "monitoring.accounts.recovery_codes"
DIGEST_BYTES = 12
"""What fits into the 16 characters that django-otp keeps for a token: 96 bits."""

NOT_TYPED = re.compile(r"[\s\-‐‑‒–—−_.]+")
"""What may stand between the groups, or be left out: spaces, and whatever keyboards make of a dash."""


def make_recovery_codes(user: User) -> list[str]:
    """Return ten new codes, as they are shown; all earlier ones are void."""
    codes = [new_code() for _number in range(RECOVERY_CODES)]
    with transaction.atomic():
        # Two that ask at once: the second waits here, and only its codes are left.
        User.objects.select_for_update().get(pk=user.pk)
        # Kept and not made anew: sessions that began with a recovery code rest on this device.
        device, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": DEVICE_NAME})
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(
            StaticToken(device=device, token=digest(user, code)) for code in codes
        )
    return codes


def use_recovery_code(user: User, code: str) -> StaticDevice | None:
    """Return the device of recovery codes if `code` was one of them; it is none from now on."""
    typed = as_kept(code)
    if len(typed) != RECOVERY_CODE_LENGTH:
        return None
    tokens = StaticToken.objects.filter(device__user=user, token__in=digests(user, typed))
    # Who removes it has used it: of two at once the database lets one.
    removed, _kinds = tokens.delete()
    return StaticDevice.objects.filter(user=user).first() if removed else None


def recovery_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def forget_recovery_codes(user: User) -> None:
    StaticDevice.objects.filter(user=user).delete()


def new_code() -> str:
    return in_groups(
        "".join(secrets.choice(RECOVERY_ALPHABET) for _place in range(RECOVERY_CODE_LENGTH)), "-"
    )


def in_groups(text: str, between: str = " ") -> str:
    """Return `text` in groups of four, as one copies it by hand."""
    return between.join(text[at : at + 4] for at in range(0, len(text), 4))


def as_kept(typed: str) -> str:
    return NOT_TYPED.sub("", typed).upper()


def digest(user: User, code: str) -> str:
    """Return what is kept of a code: bound to its person, so that it fits nobody else."""
    return next(digests(user, code))


def digests(user: User, code: str) -> Iterator[str]:
    """Yield the digest by today's SECRET_KEY, then those by the keys before it that still count."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        full = salted_hmac(PURPOSE, f"{user.pk}:{as_kept(code)}", secret=key, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(full[:DIGEST_BYTES]).decode()
