"""What the database itself refuses, whichever of the two it is."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from monitoring.models.refusals import broken_rule


@contextmanager
def refused(rule, *, sqlite=None):
    """Expect the database to refuse by `rule`; SQLite names the columns of a unique constraint instead."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    expected = sqlite if sqlite and connection.vendor == "sqlite" else rule
    assert expected in str(caught.value)


@contextmanager
def refused_with_sentence(rule):
    """Expect a trigger's refusal, and that a person can be told of it."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert broken_rule(caught.value).name == rule
    assert str(broken_rule(caught.value).sentence)
