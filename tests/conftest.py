"""What every test may use."""

import pytest
from hypothesis import HealthCheck, settings

from tests.plugins.browser import ARGUMENTS, chromium

# The same examples in every run; `make soak` tries many more, and other ones each time.
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("fixed")


# Here and not in the plugin: only a conftest comes after the plugin whose fixture it replaces.
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": ARGUMENTS}
