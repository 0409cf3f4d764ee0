"""A form that says that it holds more regions than anybody has is not drawn row by row."""

from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR
from tests.makers import make_user


def test_the_rows_of_a_form_have_an_end(db, signed_in):
    sent = {"username": "siti", "regions-TOTAL_FORMS": 2000, "regions-INITIAL_FORMS": 0}

    response = signed_in(make_user("admin", ADMINISTRATOR)).post("/monitoring/user/add/", sent)

    formset = response.context["inline_admin_formsets"][0].formset
    assert len(formset.forms) == 60
    assert formset.non_form_errors()
    assert not User.objects.filter(username="siti").exists()
