import pytest

from monitoring.models import Account, BlankMovement
from tests.makers import NOW, TODAY, make_supply, recorder, store_of
from tests.models.refused import refused, refused_with_sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def supply():
    return make_supply(1000)


def make_movement(supply, **fields):
    maker, central = Account.objects.get(kind="maker"), store_of(None).account
    usual = {
        "from_account": maker,
        "to_account": central,
        "quantity": 1,
        "moved_on": TODAY,
        "posted_at": NOW,
        "posted_by": recorder(),
        "supply": supply,
    }
    return BlankMovement.objects.create(**usual | fields)


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_movement_of_nothing_is_refused(supply, quantity):
    with refused("movement_of_something"):
        make_movement(supply, quantity=quantity)


def test_a_movement_to_itself_is_refused(supply):
    central = store_of(None).account

    with refused("movement_between_two_accounts"):
        make_movement(supply, from_account=central)


def test_a_movement_without_a_document_is_refused():
    with refused("movement_of_one_document"):
        make_movement(None)


def test_a_movement_is_never_changed(supply):
    movement = supply.movements.get()
    movement.quantity = 999

    with refused_with_sentence("movements_are_only_added"):
        movement.save()


def test_a_movement_is_never_deleted(supply):
    with refused_with_sentence("movements_are_only_added"):
        supply.movements.get().delete()


def test_a_movement_is_taken_back_only_once(supply):
    movement = supply.movements.get()
    back = {"from_account": movement.to_account, "to_account": movement.from_account, "reverses": movement}
    make_movement(supply, **back)

    with refused("movement_taken_back_once", sqlite="monitoring_blankmovement.reverses_id"):
        make_movement(supply, **back)


def test_there_is_one_account_of_each_kind_that_is_no_store():
    with refused("one_account_of_a_kind", sqlite="monitoring_account.kind"):
        Account.objects.create(kind="maker")


def test_only_a_store_has_a_store():
    with refused("store_account_has_a_store"):
        Account.objects.create(kind="store")
