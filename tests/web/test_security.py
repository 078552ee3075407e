"""Headers, form tokens and what no page ever says."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from missions.web.security import POLICY, UPLOAD_LIMIT
from tests.web.house import House, token_of, words

PAGES = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
LEADERS = (
    "/trips",
    "/import",
    "/trips/spring-27",
    "/trips/spring-27/papers",
    "/trips/spring-27/publish",
    "/trips/spring-27/folder",
)
MEMBERS = ("", "days", "people", "papers", "more")


def _pages(samples: House) -> list[str]:
    """Return the text of every page that there is."""
    leader, member, nobody = (
        samples.signed_in("spring-27", "grace"),
        samples.signed_in("spring-27", "mei"),
        samples.anyone(),
    )
    answers = [leader.get(path) for path in LEADERS]
    answers += [member.get(samples.mine("spring-27", "mei", page)) for page in MEMBERS]
    answers += [
        nobody.get(path) for path in ("/sign-in", "/sign-in/x", samples.link("casa-27", "marisol"))
    ]
    answers += [nobody.get("/no/such/page")]
    assert {answer.status_code for answer in answers} == {200, 404, 410}
    return [answer.text for answer in answers]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/x", "/no/such/page", "/trips"])
def test_every_page_carries_the_headers(samples: House, path: str) -> None:
    answer = samples.anyone().get(path)

    assert {name: answer.headers.get(name) for name in PAGES} == PAGES


def test_the_page_of_a_link_tells_others_at_most_the_service(samples: House) -> None:
    answer = samples.anyone().get(samples.link("spring-27", "mei"))

    assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_static_files_may_be_kept_and_change_their_address_with_their_content(
    samples: House,
) -> None:
    page = samples.anyone().get("/sign-in").text
    (sheet,) = re.findall(r'href="(/static/css/base\.css\?v=[0-9a-f]{12})"', page)

    answer = samples.anyone().get(sheet)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_asks_another_host_or_has_a_script_or_style_in_it(samples: House) -> None:
    for text in _pages(samples):
        sources = re.findall(r'<(?:script|img|link|iframe)[^>]*?(?:src|href)="([^"]+)"', text)
        assert sources
        assert all(source.startswith("/static/") for source in sources)
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", text)


def test_no_page_names_the_service_beyond_the_command_line(samples: House) -> None:
    for text in _pages(samples):
        kept = text.replace("missions trip export spring-27", "")
        assert "mission" not in kept.casefold()


def test_every_field_has_a_label_and_every_picture_its_words(samples: House) -> None:
    for text in _pages(samples):
        fields = re.findall(
            r'<(?:input|textarea|select)(?![^>]*type="(?:hidden|checkbox)")[^>]*>', text
        )
        for field in fields:
            (name,) = re.findall(r'id="([^"]+)"', field)
            assert f'<label for="{name}"' in text
        for picture in re.findall(r"<svg[^>]*>", text):
            assert 'aria-hidden="true"' in picture or 'role="img" aria-label="' in picture
        assert text.count("<h1") == 1 or 'class="my-grid"' in text
        assert 'lang="en"' in text


@pytest.mark.parametrize(
    "path",
    ["/sign-out", "/import", "/trips/spring-27/publish", "/trips/spring-27/folder"],
)
def test_a_form_without_its_token_does_nothing(samples: House, path: str) -> None:
    caller = samples.signed_in("spring-27", "grace")

    answer = caller.client.post(path, data={"draft": "x"})

    assert answer.status_code == 400
    assert "This form is too old" in words(answer)
    assert caller.get("/trips").status_code == 200


def test_a_token_of_another_browser_does_nothing(samples: House) -> None:
    other = token_of(samples.signed_in("spring-27", "paul").get("/trips"))
    caller = samples.signed_in("spring-27", "grace")

    answer = caller.client.post("/sign-out", data={"csrf_token": other})

    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused_like_what_is_not_there(samples: House, method: str) -> None:
    caller = samples.signed_in("spring-27", "grace")

    answer = caller.client.open("/trips/spring-27", method=method)

    assert (answer.status_code, "Spring trip" in answer.text) == (405, False)


def test_a_file_that_is_too_large_is_refused_in_words(samples: House) -> None:
    assert samples.app.config["MAX_CONTENT_LENGTH"] == UPLOAD_LIMIT
    caller = samples.signed_in("spring-27", "grace")
    samples.app.config["MAX_CONTENT_LENGTH"] = 10_000

    answer = caller.post("/import", {"folder": (BytesIO(b"x" * 10_001), "trip.zip")})

    assert answer.status_code == 413
    assert "That file is too large" in words(answer)
    assert "20 MiB" in words(answer)


def test_what_breaks_is_told_in_words_and_logged_without_values(
    samples: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "Haetsal House"

    def broken(_who: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("missions.web.home.cards_of", broken)

    answer = samples.signed_in("spring-27", "grace").get("/trips")

    assert answer.status_code == 500
    assert "Something broke on our side" in words(answer)
    assert "RuntimeError in home.trips" in caplog.text
    assert "Haetsal" not in caplog.text + answer.text
