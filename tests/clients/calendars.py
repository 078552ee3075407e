"""The calendar readers as fixtures; each is called with a file's bytes and a window."""

from functools import partial

import pytest

from tests.clients import icaljs, icalpy
from tests.clients.occurrence import Reader


@pytest.fixture(scope="session")
def ical_js() -> Reader:
    """A reader that believes the file's VTIMEZONE."""
    return partial(icaljs.read, icaljs.install())


@pytest.fixture(scope="session")
def ical_py() -> Reader:
    """A reader that looks zones up by name."""
    return icalpy.read


@pytest.fixture(params=["ical_js", "ical_py"])
def ical_reader(request: pytest.FixtureRequest) -> Reader:
    """Each reader in turn."""
    reader: Reader = request.getfixturevalue(request.param)
    return reader
