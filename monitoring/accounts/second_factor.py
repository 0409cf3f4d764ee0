"""The second factor: an app on a phone that shows a code of six digits every 30 seconds (TOTP, RFC 6238).

One confirmed device a person, and one more while a new phone is being set up. Neither django-otp's own brake
on wrong codes nor its following of a drifting clock is used (settings): tries are counted in guessing.py,
where passwords are, so that a person is told one story; and the codes that fit must not widen with time.
"""

import re
from base64 import b32encode

from django.conf import settings
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts.recovery_codes import forget_recovery_codes, in_groups, use_recovery_code
from monitoring.models import User
from monitoring.models.roles import SECOND_FACTOR_ROLES
from monitoring.rules import CODE_TOLERANCE

DEVICE_NAME = "TOTP"
DIGITS = re.compile(r"[0-9]{6}")


def confirmed_device(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("-pk").first()


def has_second_factor(user: User) -> bool:
    return confirmed_device(user) is not None


def must_have_second_factor(user: User) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return user.is_superuser or user.groups.filter(name__in=SECOND_FACTOR_ROLES).exists()


def verify_code(user: User, code: str) -> Device | None:
    """Return the device whose code `code` is: TOTPDevice, or StaticDevice for a recovery code. It is used up.

    None for a wrong code, and for everybody who has no confirmed device.
    """
    with transaction.atomic():
        # Held until the end: of two that bring the same code at once, the second finds it used.
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return None
        return device if _fits(device, code) else use_recovery_code(user, code)


def _fits(device: TOTPDevice, code: str) -> bool:
    digits = "".join(code.split())
    return DIGITS.fullmatch(digits) is not None and device.verify_token(digits)


def begin_set_up(user: User) -> TOTPDevice:
    """Make a device with a new secret, good for nothing until it is confirmed; forget one begun before."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        return TOTPDevice.objects.create(
            user=user, name=DEVICE_NAME, tolerance=CODE_TOLERANCE, confirmed=False
        )


def begun_device(user: User, pk: int | None) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, pk=pk, confirmed=False).first()


def confirm_set_up(user: User, pk: int, code: str) -> TOTPDevice | None:
    """Put the begun device `pk` in the place of the old one, if `code` is its code; else None."""
    with transaction.atomic():
        # The person, not the device: two that confirm two phones at once must not leave both.
        User.objects.select_for_update().get(pk=user.pk)
        device = begun_device(user, pk)
        if device is None or not _fits(device, code):
            return None
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device


def reset_second_factor(user: User) -> bool:
    """Forget every device and recovery code of `user`; return whether there was a confirmed device."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        had_one = has_second_factor(user)
        TOTPDevice.objects.filter(user=user).delete()
        forget_recovery_codes(user)
    return had_one


def typed_secret(device: TOTPDevice) -> str:
    """Return the secret for who cannot scan: base32 in groups of four."""
    return in_groups(b32encode(device.bin_key).decode())
