"""Administrators grant the five roles and nothing else, never to themselves, and all of it is kept."""

import pytest
from django.contrib.auth.models import Group

from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import make_invitation
from monitoring.models import EventKind, Invitation, SecurityEvent, User
from monitoring.models.roles import (
    ADMINISTRATOR,
    AUDITOR,
    CENTRE,
    DISTRICT_OFFICER,
    PROVINCE_OFFICER,
    ROLES,
)
from tests.makers import NOW, make_user


@pytest.fixture
def administrator(db):
    return make_user("admin", ADMINISTRATOR)


@pytest.fixture
def desk(signed_in, administrator):
    return signed_in(administrator)


def keys(*roles):
    return [Group.objects.get(name=role).pk for role in roles]


def data(username="siti", *roles, regions=(), initial=0, **fields):
    """Return what the form sends; a region is a province's code or a district."""
    rows = {"regions-TOTAL_FORMS": len(regions), "regions-INITIAL_FORMS": initial}
    for at, region in enumerate(regions):
        is_province = isinstance(region, str)
        rows[f"regions-{at}-province"] = region if is_province else ""
        rows[f"regions-{at}-district"] = "" if is_province else region.pk
    return {"username": username, "groups": keys(*roles), "is_active": "on", **rows, **fields}


def url_of(account, name="change"):
    return f"/monitoring/user/{account.pk}/{name}/"


def change(desk, account, *roles, **fields):
    """Send the form of `account` with its regions as they are, but for what `fields` say."""
    rows = data(account.username, *roles)
    for at, region in enumerate(account.regions.all()):
        rows |= {
            "regions-TOTAL_FORMS": at + 1,
            "regions-INITIAL_FORMS": at + 1,
            f"regions-{at}-id": region.pk,
            f"regions-{at}-user": account.pk,
            f"regions-{at}-province": region.province_id or "",
            f"regions-{at}-district": region.district_id or "",
        }
    rows |= fields
    return desk.post(url_of(account), {key: value for key, value in rows.items() if value is not None})


def roles_of(account):
    return sorted(account.groups.values_list("name", flat=True))


def events():
    return list(SecurityEvent.objects.order_by("number").values_list("kind", "about"))


def errors(response):
    form = response.context["adminform"].form
    inlines = [each.formset.non_form_errors() for each in response.context["inline_admin_formsets"]]
    return [text for found in (*form.errors.values(), *inlines) for text in found]


def test_an_account_is_made_with_role_and_region_in_one_go(desk, administrator, kab_bandung):
    response = desk.post("/monitoring/user/add/", data("siti", DISTRICT_OFFICER, regions=[kab_bandung]))

    account = User.objects.get(username="siti")
    assert response.headers["Location"] == url_of(account, "link")
    assert (account.is_staff, account.is_active, account.is_superuser) == (True, True, False)
    assert not account.has_usable_password()
    event = SecurityEvent.objects.get()
    assert (event.kind, event.about, event.account) == (EventKind.ACCOUNT_MADE, "siti", administrator)
    assert event.details == {"roles": DISTRICT_OFFICER, "regions": "Kabupaten Bandung"}


def test_exactly_the_five_roles_are_offered(desk, db):
    Group.objects.create(name="made by hand")

    response = desk.get("/monitoring/user/add/")

    offered = response.context["adminform"].form.fields["groups"].queryset
    assert sorted(group.name for group in offered) == sorted(ROLES)


def test_another_group_is_refused(desk, bali_officer):
    group = Group.objects.create(name="made by hand")

    change(desk, bali_officer, groups=[group.pk])

    assert roles_of(bali_officer) == [PROVINCE_OFFICER]


def test_what_is_not_in_the_form_is_not_taken(desk, bali_officer):
    crafted = {"is_superuser": "on", "user_permissions": ["1"], "password": "x", "must_change_password": "on"}

    change(desk, bali_officer, PROVINCE_OFFICER, first_name="Made", **crafted)

    bali_officer.refresh_from_db()
    assert (bali_officer.first_name, bali_officer.is_superuser) == ("Made", False)
    assert not bali_officer.user_permissions.exists()
    assert bali_officer.check_password("for the tests alone")


def test_a_change_of_role_and_region_is_kept_with_from_and_to(desk, administrator, bali_officer):
    response = change(desk, bali_officer, CENTRE, **{"regions-0-DELETE": "on"})

    assert response.status_code == 302
    kept = SecurityEvent.objects.order_by("number").values_list("kind", "about", "details")
    assert list(kept) == [
        (EventKind.ROLE_CHANGED, "prov51", {"from": PROVINCE_OFFICER, "to": CENTRE}),
        (EventKind.REGION_CHANGED, "prov51", {"from": "Bali", "to": ""}),
    ]


def test_which_fields_of_a_person_changed_is_kept_and_not_what_they_say(desk, bali_officer):
    change(desk, bali_officer, PROVINCE_OFFICER, first_name="Made", email="made@example.go.id")

    event = SecurityEvent.objects.get()
    assert (event.kind, event.details) == (EventKind.ACCOUNT_CHANGED, {"fields": "first_name, email"})


def test_a_form_that_changes_nothing_leaves_no_event(desk, bali_officer):
    change(desk, bali_officer, PROVINCE_OFFICER)

    assert events() == []


def test_a_disabled_account_loses_its_sessions_and_its_link(desk, administrator, bali_officer):
    make_invitation(bali_officer, Acting(administrator, NOW))

    change(desk, bali_officer, PROVINCE_OFFICER, is_active=None)

    bali_officer.refresh_from_db()
    assert (bali_officer.is_active, bali_officer.session_round) == (False, 1)
    assert Invitation.objects.get().withdrawn_at is not None
    assert events()[-1] == (EventKind.ACCOUNT_DISABLED, "prov51")


def test_an_account_that_is_enabled_again_is_kept_as_that(desk):
    account = make_user("siti", CENTRE, is_active=False)

    change(desk, account, CENTRE)

    assert events() == [(EventKind.ACCOUNT_ENABLED, "siti")]


@pytest.mark.parametrize(
    ("roles", "regions", "told"),
    [
        ([PROVINCE_OFFICER], [], "Petugas provinsi: choose at least one province."),
        ([DISTRICT_OFFICER], [], "Petugas kabupaten/kota: choose at least one regency or city."),
        ([CENTRE], ["32"], "A province goes with the role Petugas provinsi only."),
        ([DISTRICT_OFFICER], ["32"], "Petugas kabupaten/kota: choose at least one regency or city."),
        ([AUDITOR, ADMINISTRATOR], ["32"], "A province goes with the role Petugas provinsi only."),
        ([], ["32"], "A province goes with the role Petugas provinsi only."),
    ],
)
def test_regions_that_do_not_go_with_the_roles_are_refused(desk, roles, regions, told):
    response = desk.post("/monitoring/user/add/", data("siti", *roles, regions=regions))

    assert told in " ".join(errors(response))
    assert not User.objects.filter(username="siti").exists()


def test_a_user_name_is_taken_whatever_its_case(desk, bali_officer):
    response = desk.post("/monitoring/user/add/", data("PROV51", CENTRE))

    assert errors(response) == ["This user name is taken. Choose another."]


def test_an_identity_number_is_no_user_name(desk):
    response = desk.post("/monitoring/user/add/", data("3204012345678901", CENTRE))

    assert "identity number" in errors(response)[0]


def test_nobody_changes_the_own_role_region_or_state(desk, administrator):
    make_user("second", ADMINISTRATOR)

    response = desk.post(url_of(administrator), data("admin", CENTRE, regions=["32"], is_active=""))

    administrator.refresh_from_db()
    assert response.status_code == 302
    assert (roles_of(administrator), administrator.is_active) == ([ADMINISTRATOR], True)
    assert not administrator.regions.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"regions-TOTAL_FORMS": 2, "regions-1-province": "51"},
        {"regions-0-province": "51"},
        {"regions-0-DELETE": "on"},
    ],
    ids=["one more", "another", "none"],
)
def test_an_administrator_with_a_region_changes_the_own_name_and_not_the_region(desk, administrator, fields):
    administrator.groups.add(Group.objects.get(name=PROVINCE_OFFICER))
    administrator.regions.create(province_id="32")

    response = change(desk, administrator, first_name="Ayu", **fields)

    administrator.refresh_from_db()
    assert (response.status_code, administrator.first_name) == (302, "Ayu")
    assert [region.province_id for region in administrator.regions.all()] == ["32"]
    assert roles_of(administrator) == [ADMINISTRATOR, PROVINCE_OFFICER]


def test_the_own_name_may_be_changed(desk, administrator):
    desk.post(url_of(administrator), data("admin", first_name="Ayu"))

    administrator.refresh_from_db()
    assert (administrator.first_name, roles_of(administrator)) == ("Ayu", [ADMINISTRATOR])


@pytest.mark.parametrize("fields", [{"is_active": None}, {"groups": []}])
def test_the_last_administrator_stays_one(signed_in, administrator, fields):
    # Not even a superuser leaves the portal without one, and one who cannot sign in is none.
    make_user("gone", ADMINISTRATOR, is_active=False)
    root = signed_in(make_user("root", is_superuser=True))

    response = change(root, administrator, ADMINISTRATOR, **fields)

    assert errors(response) == ["This is the last active administrator. Make another one first."]


def test_of_two_administrators_one_may_go(desk):
    second = make_user("second", ADMINISTRATOR)

    change(desk, second, ADMINISTRATOR, is_active=None)

    second.refresh_from_db()
    assert not second.is_active


@pytest.mark.parametrize("name", ["password", "delete"])
def test_there_is_no_door_to_another_ones_password_or_end(desk, bali_officer, name):
    response = desk.post(
        url_of(bali_officer, name), {"post": "yes", "password1": "x" * 12, "password2": "x" * 12}
    )

    # An address that is none leads to the form of an account with that name, which is none.
    assert response.status_code in (302, 403, 404)
    assert User.objects.get(pk=bali_officer.pk).check_password("for the tests alone")


@pytest.mark.parametrize("name", ["change", "history", "link", "hand-over", "unlock", "reset-factor"])
def test_a_superuser_looks_like_an_account_that_is_not_there(desk, name):
    root = make_user("root", is_superuser=True)
    method = desk.post if name == "unlock" else desk.get

    there, missing = (method(f"/monitoring/user/{key}/{name}/") for key in (root.pk, 999_999))

    assert (there.status_code, there.get("Location")) == (missing.status_code, missing.get("Location"))
    assert there.status_code in (302, 404)


@pytest.mark.parametrize("lookup", ["password__startswith=md5", "is_superuser=1", "session_round=0"])
def test_no_address_asks_for_what_stands_in_the_row(desk, lookup):
    assert desk.get(f"/monitoring/user/?{lookup}").status_code == 400


@pytest.mark.parametrize("path", ["", "add/", "bulk/", "bulk/form/", "letters/"])
def test_officers_and_the_centre_find_no_accounts(path, signed_in, central_staff, bali_officer):
    pages = [signed_in(user).get(f"/monitoring/user/{path}") for user in (central_staff, bali_officer)]

    assert [found.status_code for found in pages] == [403, 403]


def test_the_list_is_narrowed_by_role_and_state(desk, bali_officer, central_staff):
    make_user("gone", CENTRE, is_active=False)

    centre = desk.get("/monitoring/user/?role=Pusat").context["cl"].result_list
    gone = desk.get("/monitoring/user/?role=Pusat&state=disabled").context["cl"].result_list

    assert [account.username for account in centre] == ["gone", "pusat"]
    assert [account.username for account in gone] == ["gone"]


def test_the_first_page_counts_the_accounts_and_shows_no_figure(desk, administrator, bali_officer):
    unlinked = make_user("new", CENTRE)
    unlinked.set_unusable_password()
    unlinked.save()

    response = desk.get("/")

    counts = {
        str(count.url.partition("=")[2]): count.number for count in response.context["accounts"]["counts"]
    }
    assert counts == {"active": 2, "waiting": 0, "unlinked": 1, "disabled": 0}
    assert response.context["figures"] is None
    assert "new" in [account.username for account in response.context["accounts"]["unlinked"]]


def test_who_also_has_a_role_with_figures_sees_them_on_the_first_page(signed_in, administrator):
    administrator.groups.add(Group.objects.get(name=AUDITOR))

    assert signed_in(User.objects.get(pk=administrator.pk)).get("/").context["figures"] is not None
