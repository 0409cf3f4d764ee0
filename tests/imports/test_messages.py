import pytest
from django.utils.translation import override

from monitoring.imports.findings import Finding
from monitoring.imports.messages import sentence

LOST_DOT = Finding("fraction", "Juni", "D16", 702.915, details={"meant": "702.915"})


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("id", "702,915 bukan bilangan bulat. Mungkin maksudnya 702915:"),
        ("en", "702.915 is not a whole number. It may have been meant as 702915:"),
    ],
)
def test_a_fraction_and_what_was_meant_do_not_look_alike(language, beginning):
    with override(language):
        assert sentence(LOST_DOT).startswith(beginning)
