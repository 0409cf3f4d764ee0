"""What every test may use."""

from hypothesis import HealthCheck, settings

# The same examples in every run; `make soak` tries many more, and other ones each time.
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("fixed")
