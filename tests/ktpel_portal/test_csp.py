import pytest
from django.conf import settings

from ktpel_portal.csp import CSP, build_policy

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def test_the_policy_allows_the_portals_own_files_and_nothing_else():
    assert build_policy(settings.SECURE_CSP) == POLICY


@pytest.mark.parametrize(
    ("config", "policy"),
    [
        ({}, ""),
        ({"default-src": [CSP.SELF, "https://example.org"]}, "default-src 'self' https://example.org"),
        ({"img-src": "data:"}, "img-src data:"),
        (
            {"upgrade-insecure-requests": True, "img-src": (CSP.NONE,)},
            "upgrade-insecure-requests; img-src 'none'",
        ),
        (
            {"img-src": False, "font-src": None, "media-src": [], "object-src": [CSP.NONE]},
            "object-src 'none'",
        ),
    ],
)
def test_a_setting_is_written_as_django_6_would(config, policy):
    assert build_policy(config) == policy
