"""Accounts: who they are, their groups, and the regions that are theirs."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.admin.filters import select_filter
from monitoring.admin.ledger import ReadOnly
from monitoring.admin.scoped import PlainSelects
from monitoring.models import OfficerRegion, User
from monitoring.sites import portal

GIVEN = (("yes", _("may sign in")), ("no", _("disabled")))


class CreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


class ChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class RegionInline(PlainSelects, admin.TabularInline):
    """Regions are offered whole: who gives them out need not see their figures."""

    model = OfficerRegion
    extra = 0
    fields = ("province", "district")


def groups(request: HttpRequest) -> QuerySet:
    return Group.objects.values_list("pk", "name")


@admin.register(User, site=portal)
class AccountAdmin(PlainSelects, UserAdmin):
    """Nobody gives single permissions here, and nobody but a superuser makes one."""

    form = ChangeForm
    add_form = CreationForm
    inlines = (RegionInline,)
    list_display = ("username", "full_name", "in_groups", "own_regions", "is_active", "last_login")
    list_display_links = ("username",)
    list_filter = (
        select_filter(_("group"), "group", groups, "groups"),
        select_filter(
            _("state"),
            "state",
            lambda request: GIVEN,
            lambda rows, chosen: rows.filter(is_active=chosen == "yes"),
        ),
    )
    search_fields = ("username", "first_name", "last_name", "email")
    search_help_text = _("user name, name or e-mail")
    list_per_page = 100
    list_max_show_all = 100
    show_full_result_count = False
    actions = None
    number_columns: tuple[str, ...] = ()
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Days"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = (
            super().get_queryset(request).prefetch_related("groups", "regions__province", "regions__district")
        )
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_("groups"))
    def in_groups(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"

    @admin.display(description=_("regions"))
    def own_regions(self, user: User) -> str:
        return ", ".join(str(region) for region in user.regions.all()) or "–"

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[Any, ...]:
        return self.inlines if obj is not None else ()


ACTIONS = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "view": _("view"),
    "import": _("import"),
    "export": _("export"),
}


@admin.register(Group, site=portal)
class RoleAdmin(ReadOnly, PlainSelects, admin.ModelAdmin):
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
