"""What waits for a next step: it opens for its token and address, in its time, for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions import clock
from missions.vault.waiting import Waiting

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(tmp_path: Path) -> Waiting:
    """A folder that is not made yet."""
    return Waiting(tmp_path / "waiting", HOUR)


def test_it_opens_for_its_token_and_address_alone(waiting: Waiting, tmp_path: Path) -> None:
    with clock.frozen(NOW):
        token = waiting.keep(b"RIVERA, TOMAS", "roster:a:t")
        other = waiting.keep(b"other", "roster:a:t")
        name, key = token.split(".")
        mixed = f"{name}.{other.split('.')[1]}"

        assert waiting.open(token, "roster:a:t") == b"RIVERA, TOMAS"
        assert waiting.open(token, "roster:b:t") is None
        assert waiting.open(mixed, "roster:a:t") is None

    content = (tmp_path / "waiting" / name).read_bytes()
    assert b"RIVERA" not in content
    assert key.encode() not in content


def test_it_is_gone_when_it_is_dropped(waiting: Waiting, tmp_path: Path) -> None:
    with clock.frozen(NOW):
        token = waiting.keep(b"x", "a")
        waiting.drop(token)
        waiting.drop(token)

        assert waiting.open(token, "a") is None
    assert list((tmp_path / "waiting").iterdir()) == []


def test_it_is_gone_after_its_time(waiting: Waiting, tmp_path: Path) -> None:
    with clock.frozen(NOW):
        token = waiting.keep(b"x", "a")
    with clock.frozen(NOW + HOUR):
        assert waiting.open(token, "a") == b"x"
    with clock.frozen(NOW + HOUR + timedelta(seconds=1)):
        assert waiting.open(token, "a") is None
        newer = waiting.keep(b"y", "a")

    assert [path.name for path in (tmp_path / "waiting").iterdir()] == [newer.split(".")[0]]


@given(st.text())
def test_any_other_text_opens_nothing(token: str) -> None:
    waiting = Waiting(Path("/nowhere"), HOUR)

    assert waiting.open(token, "a") is None
    waiting.drop(token)


@given(st.from_regex(r"[0-9a-f]{1,9}-[0-9a-f]{32}\.[\w=-]{0,50}", fullmatch=True))
def test_a_token_of_the_right_form_opens_nothing_either(token: str) -> None:
    assert Waiting(Path("/nowhere"), HOUR).open(token, "a") is None
