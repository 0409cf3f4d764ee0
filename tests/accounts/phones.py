"""A phone for tests: shows the codes that an app would show, and needs no waiting between two."""

from base64 import b32decode

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts.second_factor import begin_set_up, confirm_set_up


def code_at(key, steps=0):
    """Return the code that an app shows for the secret `key` (bytes), some steps of 30 seconds from now."""
    shown = TOTP(key, drift=steps)
    return f"{shown.token():06d}"


def code_of(device, steps=0):
    return code_at(device.bin_key, steps)


def set_up_phone(user):
    """Return a confirmed device whose code of this moment is still to be used."""
    begun = begin_set_up(user)
    device = confirm_set_up(user, begun.pk, code_of(begun))
    forget_last_code(user)
    device.refresh_from_db()
    return device


def forget_last_code(user):
    """Let the code that was used just now be used again, instead of waiting for the next."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)


def secret_of(text):
    """Return as bytes the secret that a page shows as text in groups."""
    return b32decode(text.replace(" ", ""))
