"""What an event says beside who, when and about what, in words."""

from collections.abc import Mapping
from datetime import datetime

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from monitoring.admin.numbers import UNKNOWN, count_text, moment_text
from monitoring.models import EventKind, SecurityEvent
from monitoring.models.events import Detail

LABELS: Mapping[str, Promise] = {
    "asked_again": gettext_lazy("asked for the password again"),
    "bytes": gettext_lazy("bytes"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "exists": gettext_lazy("the row exists"),
    "fields": gettext_lazy("fields"),
    "files": gettext_lazy("files"),
    "filters": gettext_lazy("filters"),
    "format": gettext_lazy("format"),
    "from": gettext_lazy("before"),
    "kept": gettext_lazy("kept"),
    "key": gettext_lazy("key"),
    "left": gettext_lazy("left"),
    "new": gettext_lazy("new"),
    "number": gettext_lazy("number"),
    "others_left_out": gettext_lazy("further ones of this minute left out"),
    "read": gettext_lazy("read"),
    "refused": gettext_lazy("refused"),
    "regions": gettext_lazy("regions"),
    "replaced": gettext_lazy("replaced"),
    "restored": gettext_lazy("restored"),
    "roles": gettext_lazy("roles"),
    "row": gettext_lazy("kind of row"),
    "rows": gettext_lazy("rows"),
    "scopes": gettext_lazy("locked"),
    "second_factor": gettext_lazy("second factor"),
    "sheet": gettext_lazy("sheet"),
    "skipped_refused": gettext_lazy("refused rows left out"),
    "through": gettext_lazy("through"),
    "successor": gettext_lazy("successor"),
    "to": gettext_lazy("after"),
    "unchanged": gettext_lazy("unchanged"),
    "until": gettext_lazy("until"),
    "uploads": gettext_lazy("uploads"),
    "what": gettext_lazy("what"),
    "why": gettext_lazy("why"),
}
"""Names of details. One that is not here is shown as it was recorded."""

VALUES: Mapping[tuple[str, str], Promise] = {
    ("fields", "email"): gettext_lazy("email address"),
    ("fields", "first_name"): gettext_lazy("name"),
    ("fields", "username"): gettext_lazy("user name"),
    ("scopes", "account"): pgettext_lazy("person", "account"),
    ("scopes", "address"): gettext_lazy("address"),
    ("scopes", "pair"): gettext_lazy("account and address"),
    ("through", "command"): gettext_lazy("the command line"),
    ("what", "sent"): gettext_lazy("the file as it was sent"),
    ("what", "corrected"): gettext_lazy("the file with its findings"),
    ("what", "form"): gettext_lazy("the empty form"),
    ("why", "csrf"): gettext_lazy("the page was not one of this session"),
    ("why", "forbidden"): gettext_lazy("not permitted"),
    ("why", "idle"): gettext_lazy("idle for too long"),
    ("why", "age"): gettext_lazy("signed in for too long"),
}


ABOUT_ROWS = {EventKind.EXPORTED, EventKind.DOWNLOADED, EventKind.APPLIED, EventKind.UNDONE}
"""Events that are about rows: the name of a model, and the key of one where it is about one."""


def about_text(event: SecurityEvent) -> str:
    if event.kind not in ABOUT_ROWS:
        return event.about or UNKNOWN
    name, _space, key = event.about.partition(" ")
    return " ".join(filter(None, (kind_of_row(name, many=not key), key))) or UNKNOWN


def kind_of_row(name: str, *, many: bool = False) -> str:
    """Return what the rows of the model `name` are called; the name itself where there is no such model."""
    models = {model._meta.model_name: model._meta for model in apps.get_app_config("monitoring").get_models()}
    if name not in models:
        return name
    return str(models[name].verbose_name_plural if many else models[name].verbose_name)


def detail_parts(details: Mapping[str, Detail]) -> list[tuple[str, str]]:
    """Return name and value of each detail, in the order of the alphabet as both databases keep it."""
    return [(str(LABELS.get(name, name)), _value(name, said)) for name, said in sorted(details.items())]


def _value(name: str, said: Detail) -> str:
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if said is None or said == "":
        return UNKNOWN
    return _text(name, said) if isinstance(said, str) else count_text(said)


def _text(name: str, said: str) -> str:
    if name == "row":
        return kind_of_row(said)
    if name == "until":
        return moment_text(datetime.fromisoformat(said))
    return ", ".join(str(VALUES.get((name, part), part)) for part in said.split(", "))
