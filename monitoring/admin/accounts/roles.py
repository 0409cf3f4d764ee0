"""The roles, to be read: what each may do."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.admin.ledger import ReadOnly
from monitoring.admin.scoped import KindFirst, OwnFilters, PlainSelects
from monitoring.sites import portal

ACTIONS = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "view": _("view"),
    "import": _("import"),
    "export": _("export"),
}


@admin.register(Group, site=portal)
class RoleAdmin(KindFirst, OwnFilters, ReadOnly, PlainSelects, admin.ModelAdmin):
    """What each role may do, to be read: roles are made anew from models/roles.py at every start."""

    list_display = ("name",)
    list_display_links = ("name",)
    search_fields = ("name",)
    actions = None
    number_columns: tuple[str, ...] = ()
    fields = ("name", "granted")

    @admin.display(description=_("permissions"))
    def granted(self, group: Group) -> SafeString:
        """Return a line for each kind of row, with what may be done to it."""
        kinds: dict[str, list[str]] = {}
        for permission in group.permissions.select_related("content_type").order_by("content_type", "pk"):
            action = permission.codename.partition("_")[0]
            kind = str(permission.content_type.model_class()._meta.verbose_name)
            kinds.setdefault(kind, []).append(str(ACTIONS.get(action, gettext(permission.name))))
        lines = ((f"{kind}: {', '.join(said)}",) for kind, said in sorted(kinds.items()))
        return format_html_join("", "<div>{}</div>", lines)
