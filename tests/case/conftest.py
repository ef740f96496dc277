"""A session on a real encrypted case, in which the tests of the families write."""

import pytest


@pytest.fixture
def session(vault):
    with vault.write() as session:
        yield session
