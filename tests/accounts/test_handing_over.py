"""An officer moves on: everything that was theirs in one go, or nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from monitoring.accounts.acting import Acting
from monitoring.accounts.handing_over import (
    NotHandedOver,
    Outdated,
    belongings_of,
    hand_over,
    possible_successors,
)
from monitoring.accounts.invitations import make_invitation
from monitoring.models import EventKind, Invitation, OfficerRegion, SecurityEvent, Upload, User
from monitoring.models.roles import ADMINISTRATOR, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.makers import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def give(account, successor, *, by, shown=None):
    shown = shown or belongings_of(account, at=NOW).digest
    hand_over(account, successor, shown=shown, acting=Acting(by, NOW, "203.0.113.7"))


def make_upload(by, *, state="checked", **fields):
    return Upload.objects.create(
        filename="juni.xlsx",
        sha256="0" * 64,
        size=1,
        received_at=NOW,
        received_on=TODAY,
        received_by=by,
        state=state,
        **{"province_id": "32"} | fields,
    )


def regions_of(account):
    return [str(region) for region in OfficerRegion.objects.filter(user=account)]


def kinds():
    return list(SecurityEvent.objects.order_by("number").values_list("kind", "about"))


def test_the_regions_go_to_the_successor_and_the_account_is_closed(
    administrator, jabar_officer, bali_officer
):
    rounds = jabar_officer.session_round

    give(jabar_officer, bali_officer, by=administrator)

    jabar_officer.refresh_from_db()
    assert (jabar_officer.is_active, jabar_officer.session_round) == (False, rounds + 1)
    assert (regions_of(jabar_officer), regions_of(bali_officer)) == ([], ["Jawa Barat", "Bali"])


def test_what_was_handed_over_is_kept(administrator, jabar_officer, bali_officer):
    make_upload(jabar_officer)

    give(jabar_officer, bali_officer, by=administrator)

    assert kinds() == [
        (EventKind.REGION_CHANGED, "prov32"),
        (EventKind.REGION_CHANGED, "prov51"),
        (EventKind.ACCOUNT_DISABLED, "prov32"),
        (EventKind.HANDED_OVER, "prov32"),
    ]
    changed, last = SecurityEvent.objects.get(number=2), SecurityEvent.objects.get(number=4)
    assert changed.details == {"from": "Bali", "to": "Bali, Jawa Barat"}
    assert (last.account, last.details) == (administrator, {"successor": "prov51", "uploads": 1})


def test_a_region_that_the_successor_has_already_is_there_once(administrator, jabar_officer):
    successor = make_user("second", PROVINCE_OFFICER, province="32")

    give(jabar_officer, successor, by=administrator)

    assert (regions_of(jabar_officer), regions_of(successor)) == ([], ["Jawa Barat"])


def test_files_that_wait_go_with_the_region_and_keep_their_sender(administrator, jabar_officer, bali_officer):
    waiting = make_upload(jabar_officer)

    give(jabar_officer, bali_officer, by=administrator)

    waiting.refresh_from_db()
    assert waiting.received_by == jabar_officer
    assert waiting in Upload.objects.visible_to(bali_officer)


def test_only_files_that_wait_are_shown(jabar_officer, bali_officer):
    waiting = make_upload(jabar_officer)
    make_upload(jabar_officer, state="expired")
    make_upload(bali_officer)

    assert belongings_of(jabar_officer, at=NOW).uploads == [waiting]


def test_links_are_withdrawn(administrator, jabar_officer):
    make_invitation(jabar_officer, Acting(administrator, NOW))

    give(jabar_officer, None, by=administrator)

    assert Invitation.objects.get().withdrawn_at == NOW


def test_without_a_successor_everything_waits_at_the_closed_account(
    administrator, jabar_officer, bali_officer
):
    make_upload(jabar_officer)
    give(jabar_officer, None, by=administrator)
    jabar_officer.refresh_from_db()

    give(jabar_officer, bali_officer, by=administrator)

    assert SecurityEvent.objects.latest("number").details == {"successor": "prov51", "uploads": 1}
    assert regions_of(bali_officer) == ["Jawa Barat", "Bali"]
    assert [kind for kind, _about in kinds()].count(EventKind.ACCOUNT_DISABLED) == 1


def test_regions_go_only_to_who_has_the_role_for_them(administrator, jabar_officer, bandung_officer):
    with pytest.raises(NotHandedOver, match="The regions do not go with the roles of kab3204"):
        give(jabar_officer, bandung_officer, by=administrator)

    jabar_officer.refresh_from_db()
    assert (jabar_officer.is_active, regions_of(jabar_officer)) == (True, ["Jawa Barat"])
    assert not SecurityEvent.objects.exists()


def test_nobody_hands_over_the_own_account(administrator):
    make_user("second", ADMINISTRATOR)

    with pytest.raises(NotHandedOver, match="Another administrator"):
        give(administrator, None, by=administrator)


def test_nobody_takes_over_what_they_hand_over_themselves(administrator, jabar_officer):
    with pytest.raises(NotHandedOver, match="Another administrator"):
        give(jabar_officer, administrator, by=administrator)


def test_the_last_administrator_stays(administrator):
    make_user("gone", ADMINISTRATOR, is_active=False)
    root = make_user("root", is_superuser=True)

    with pytest.raises(NotHandedOver, match="last active administrator"):
        give(administrator, None, by=root)


def test_what_changed_since_it_was_shown_is_not_handed_over(administrator, jabar_officer, bali_officer):
    shown = belongings_of(jabar_officer, at=NOW).digest
    make_upload(jabar_officer)

    with pytest.raises(Outdated):
        give(jabar_officer, bali_officer, by=administrator, shown=shown)


def test_who_lost_the_right_meanwhile_hands_over_nothing(administrator, jabar_officer):
    User.objects.filter(pk=administrator.pk).update(is_active=False)

    with pytest.raises(PermissionDenied):
        give(jabar_officer, None, by=administrator)


def test_a_disabled_successor_is_refused(administrator, bandung_officer, kab_bandung):
    gone = make_user("gone", DISTRICT_OFFICER, is_active=False)

    with pytest.raises(NotHandedOver, match="gone is disabled"):
        give(bandung_officer, gone, by=administrator)


def test_who_hands_over_is_no_successor(administrator, jabar_officer, bali_officer):
    make_user("root", is_superuser=True)
    make_user("gone", is_active=False)

    assert list(possible_successors(jabar_officer, by=administrator)) == [bali_officer]
