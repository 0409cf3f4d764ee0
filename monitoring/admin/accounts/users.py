"""Accounts: who they are, their roles, the regions that are theirs, and the steps of each."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.accounts.granting import Granted, assignable_roles, granted_to, holding_administrators
from monitoring.accounts.standing import Standing, with_standing
from monitoring.admin.accounts.about import about_account
from monitoring.admin.accounts.forms import AccountForm, RegionFormSet
from monitoring.admin.accounts.keeping import keep_changes, keep_made
from monitoring.admin.accounts.steps import Stepped
from monitoring.admin.filters import select_filter
from monitoring.admin.refused import Refusing
from monitoring.admin.scoped import KindFirst, OwnFilters, PlainSelects
from monitoring.models import OfficerRegion, User
from monitoring.sites import portal

OWN = ("roles", "state")
"""What everyone reads of the own rights, and nobody changes: another administrator does."""


MOST_REGIONS = 60
"""So many rows one form holds: each offers all districts; two thousand, Django's own limit, took minutes."""


class RegionInline(PlainSelects, admin.TabularInline):
    """Regions are offered whole: who gives them out need not see their figures."""

    model = OfficerRegion
    formset = RegionFormSet
    extra = 0
    max_num = MOST_REGIONS
    fields = ("province", "district")
    verbose_name_plural = gettext_lazy("regions")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        empty = {"province": _("no province"), "district": _("no regency or city")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs, empty_label=empty[db_field.name])

    def get_extra(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0

    def get_formset(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **kwargs, absolute_max=MOST_REGIONS)

    # Nobody changes the own regions.
    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj != request.user and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj != request.user and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return obj != request.user and super().has_delete_permission(request, obj)


@admin.register(User, site=portal)
class AccountAdmin(KindFirst, OwnFilters, Stepped, PlainSelects, Refusing, admin.ModelAdmin):
    """Nobody gives single permissions here, makes a superuser, sets another's password or deletes."""

    form = AccountForm
    inlines = (RegionInline,)
    list_display = ("username", "full_name", "roles", "own_regions", "state", "factor", "last_login")
    list_display_links = ("username",)
    list_filter = (
        select_filter(
            gettext_lazy("role"),
            "role",
            lambda request: assignable_roles().values_list("name", "name"),
            "groups__name",
        ),
        select_filter(gettext_lazy("state"), "state", lambda request: Standing.choices, "standing"),
    )
    search_fields = ("username", "first_name", "last_name", "email")
    search_help_text = gettext_lazy("user name, name or e-mail")
    list_per_page = 100
    list_max_show_all = 100
    show_full_result_count = False
    ordering = ("username",)
    actions = None
    number_columns: tuple[str, ...] = ()
    wide_columns = ("own_regions",)

    class Media:
        css = {"all": ("monitoring/accounts.css",)}

    fieldsets = (
        (gettext_lazy("Person"), {"fields": ("username", "first_name", "email")}),
        (gettext_lazy("Rights"), {"fields": ("groups", "is_active")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = (
            super().get_queryset(request).prefetch_related("groups", "regions__province", "regions__district")
        )
        rows = with_standing(rows, at=clock.now())
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is disabled, never deleted: what it did bears its name."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        person, (title, _rights) = self.fieldsets
        if obj is None:
            return (person, (title, {"fields": ("groups",)}))
        return (person, (title, {"fields": OWN})) if obj == request.user else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return OWN if obj is not None and obj == request.user else ()

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return () if obj is not None and obj == request.user and not obj.regions.all() else self.inlines

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with holding_administrators(request.user):
            return super().changeform_view(request, *args, **kwargs)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        account = self.get_object(request, unquote(object_id))
        context = about_account(request, account) if account else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        before = granted_to(form.instance) if change else Granted()
        super().save_related(request, form, formsets, change)
        if change:
            keep_changes(request, form.instance, form.changed_data, before)
        else:
            keep_made(request, form.instance)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, _("The account %(name)s was made. Now give its owner a link.") % {"name": obj}
        )
        return HttpResponseRedirect(reverse("admin:monitoring_user_link", args=[obj.pk]))

    @admin.display(description=gettext_lazy("name"), ordering="first_name")
    def full_name(self, account: User) -> str:
        return account.get_full_name() or "–"

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, account: User) -> str:
        return ", ".join(group.name for group in account.groups.all()) or "–"

    @admin.display(description=gettext_lazy("regions"))
    def own_regions(self, account: User) -> str:
        return ", ".join(str(region) for region in account.regions.all()) or "–"

    @admin.display(description=gettext_lazy("state"), ordering="standing")
    def state(self, account: User) -> SafeString:
        return format_html(
            '<span class="state account-{}">{}</span>', account.standing, Standing(account.standing).label
        )

    @admin.display(description=gettext_lazy("second factor"))
    def factor(self, account: User) -> str:
        return _("yes") if account.has_factor else "–"

    def list_tools(self, request: HttpRequest) -> list[dict[str, Any]]:
        if not self.has_add_permission(request):
            return []
        return [
            {"url": reverse("admin:monitoring_user_letters"), "label": _("Letters")},
            {"url": reverse("admin:monitoring_user_bulk"), "label": _("From a spreadsheet")},
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        tools = {"list_tools": self.list_tools(request)}
        return super().changelist_view(request, tools | (extra_context or {}))
