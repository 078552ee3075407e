"""One plain address, or none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.letters.mailbox import BadAddress, mailbox, one_line, sender


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mei@mail.invalid", "mei@mail.invalid"),
        (" o'neil+trip@mail.invalid ", "o'neil+trip@mail.invalid"),
        ("a.b@büro.invalid", "a.b@xn--bro-hoa.invalid"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_taken(text: str, address: str) -> None:
    assert mailbox(text).addr_spec == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mei",
        "@mail.invalid",
        "mei@",
        "a@b@mail.invalid",
        "a@x.invalid,b@x.invalid",
        "a@x.invalid; b@x.invalid",
        "Mei <a@x.invalid>",
        "a@x.invalid\n",
        "a@x.invalid\r\nRCPT TO:<b@x.invalid>",
        "a\0@x.invalid",
        '"a b"@x.invalid',
        "a(comment)@x.invalid",
        "a..b@x.invalid",
        "a@[127.0.0.1]",
        "a@x..invalid",
        "민호@x.invalid",
        "a" * 65 + "@x.invalid",
        "a@" + ("b" * 60 + ".") * 5 + "invalid",
    ],
)
def test_what_is_not_one_plain_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress) as refused:
        mailbox(text)

    assert str(refused.value) == "The mail address can't be written to."


@given(st.text(), st.text())
def test_whatever_is_typed_no_line_ends_and_no_second_address_come_out(
    address: str, name: str
) -> None:
    try:
        box = mailbox(address, name)
    except BadAddress:
        return
    assert box.addr_spec.isascii()
    assert box.addr_spec.isprintable()
    assert (box.addr_spec.count("@"), set(box.addr_spec) & set(" ,;<>")) == (1, set())


@given(st.text())
def test_a_name_is_one_line(name: str) -> None:
    line = one_line(name)

    assert line.splitlines() in ([], [line])
    assert line == one_line(line)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("news@post.invalid", "news@post.invalid"),
        ("News <news@post.invalid>", "News <news@post.invalid>"),
        ('"News, daily" <news@post.invalid>', '"News, daily" <news@post.invalid>'),
    ],
)
def test_a_sender_may_have_a_name(text: str, shown: str) -> None:
    assert str(sender(text)) == shown


@pytest.mark.parametrize("text", ["", "News", "a@x.invalid, b@x.invalid", "a@x.invalid\r\nX: y"])
def test_a_sender_is_one_address(text: str) -> None:
    with pytest.raises(BadAddress):
        sender(text)
