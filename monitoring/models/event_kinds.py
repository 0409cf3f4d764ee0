"""What can happen that is worth keeping for those who audit the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    CODE_FAILED = "code_failed", _("wrong second-factor code")
    LOCKED = "locked", _("sign-in locked")
    UNLOCKED = "unlocked", _("sign-in unlocked")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", _("signed out everywhere")
    SESSION_ENDED = "session_ended", _("session ended")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_SET_UP = "factor_set_up", _("second factor set up")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("recovery codes made")
    RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
    LINK_MADE = "link_made", _("one-time link made")
    LINK_USED = "link_used", _("one-time link used")
    ACCOUNT_MADE = "account_made", _("account made")
    ACCOUNT_CHANGED = "account_changed", _("account changed")
    ROLE_CHANGED = "role_changed", _("role changed")
    REGION_CHANGED = "region_changed", _("region changed")
    ACCOUNT_DISABLED = "account_disabled", _("account disabled")
    ACCOUNT_ENABLED = "account_enabled", _("account enabled")
    HANDED_OVER = "handed_over", _("handed over")
    APPLIED = "applied", _("upload applied")
    UNDONE = "undone", _("upload undone")
    EXPORTED = "exported", _("exported")
    DOWNLOADED = "downloaded", _("downloaded")
    REFUSED = "refused", _("access refused")
    LIMITED = "limited", _("limit of uploads reached")
    END_MENDED = "end_mended", _("end of the log mended")
