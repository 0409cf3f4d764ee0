"""What a report of a fault would tell of forms that take secrets, should somebody ever have one sent."""

import pytest
from django.views.debug import SafeExceptionReporterFilter

SECRET = "kuda laut menari 77"
FORMS = [
    ("/login/", "password"),
    ("/login/code/", "code"),
    ("/invitation/", "code"),
    ("/invitation/", "new_password1"),
    ("/invitation/", "new_password2"),
    ("/password_change/", "old_password"),
    ("/password_change/", "new_password1"),
    ("/password_change/", "new_password2"),
    ("/account/second-factor/", "code"),
    ("/account/second-factor/", "password"),
    ("/account/recovery-codes/", "password"),
]


@pytest.mark.parametrize(("path", "field"), FORMS)
def test_no_report_of_a_fault_holds_a_password_or_a_code(signed_in, jabar_officer, path, field):
    client = signed_in(jabar_officer)

    answer = client.post(path, {field: SECRET})

    told = SafeExceptionReporterFilter().get_post_parameters(answer.wsgi_request)
    assert told[field] == SafeExceptionReporterFilter.cleansed_substitute
