"""Ending what is open: all sessions of an account, wherever they are."""

from django.db.models import F

from monitoring.models import User


def end_all_sessions(user: User) -> None:
    """Sign `user` out everywhere. To keep one session: update_session_auth_hash."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
