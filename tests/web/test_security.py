"""Headers, form tokens and what no page ever says."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from flask import redirect, request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.web import confirming
from missions.web.security import FIELD_LIMIT, TEXT_LIMIT, UPLOAD_LIMIT
from tests.web.house import House, token_of, words

LEADERS = (
    "/trips",
    "/import",
    "/trips/spring-27",
    "/trips/spring-27/papers",
    "/trips/spring-27/publish",
    "/trips/spring-27/folder",
)
ROOT = Path(__file__).resolve().parents[2]
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
    assert "That is too much at once" in words(answer)
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


HOSTILE = (
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "https:evil.example",
    "https://evil.example/trips",
    "/trips\r\nSet-Cookie: a=b",
    "/trips/%0d%0aSet-Cookie:a=b",
    "\uff0f\uff0fevil.example",
    "/trips/..//evil.example",
    "javascript:alert(1)",
    "//[",
    "/trips\x00",
    "/\ud800",
    "",
)
PIECES = ("/", "\\", ":", "@", ".", "?", "#", "%0d%0a", "%2f", "\t", "\r\n", "evil.example", "http")


@pytest.mark.parametrize("address", HOSTILE)
def test_nobody_is_led_to_another_host(samples: House, address: str) -> None:
    with samples.app.test_request_context("/confirm"):
        assert confirming.goal(address) in ("/", "/trips/%0d%0aSet-Cookie:a=b")


@settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from((*PIECES, "trips", "sign-in", "x")), max_size=8) | st.text())
def test_where_one_is_led_back_to_is_always_of_this_service(
    samples: House, pieces: list[str] | str
) -> None:
    address = "/" * isinstance(pieces, list) + "".join(pieces)
    with samples.app.test_request_context("/confirm"):
        found = confirming.goal(address)
        answer = redirect(found).get_wsgi_response(request.environ)

    headers = dict(answer[2])
    # As a browser reads it: tabs and line ends go, a backslash is a slash.
    seen = urljoin("http://localhost/confirm", re.sub(r"[\t\r\n]", "", found).replace("\\", "/"))
    assert urlsplit(seen).netloc == "localhost"
    assert found.isprintable()
    assert not re.search(r"[\r\n]", headers["Location"])


@pytest.mark.parametrize("path", ["/confirm", "/factor"])
def test_a_hostile_goal_in_the_address_leads_to_the_front_door(samples: House, path: str) -> None:
    caller = samples.signed_in("spring-27", "grace")

    found = {caller.client.get(path, query_string={"next": one}).location for one in HOSTILE[:-3]}

    assert found <= {"/", "/trips/%0d%0aSet-Cookie:a=b"}


def test_no_line_break_in_an_address_gets_into_a_header(samples: House) -> None:
    caller, odd = samples.signed_in("spring-27", "grace"), "%0d%0aX-Evil:%20yes"

    for rule in samples.app.url_map.iter_rules():
        path = re.sub(r"<(?:[a-z]+:)?\w+>", odd, rule.rule)
        for address in (path, f"{path}?next={odd}&name={odd}&edition={odd}&{odd}={odd}"):
            answer = caller.client.get(address, headers={"Referer": f"http://localhost/{odd}"})
            assert "X-Evil" not in answer.headers
            assert not re.search(r"[\r\n]", "".join(value for _, value in answer.headers))


def _bring(samples: House, **given: object) -> tuple[int, str]:
    """Send the form of a trip folder as it is; return the status and what the page says."""
    caller = samples.signed_in("spring-27", "grace")
    token = token_of(caller.get("/import"))
    answer = caller.client.post("/import", headers={"X-CSRFToken": token}, **given)  # type: ignore[arg-type]
    return answer.status_code, words(answer)


def test_a_form_of_too_many_fields_or_too_much_text_is_refused(samples: House) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="draft"\r\n\r\n%b\r\n'
    many, long = part % b"" * (FIELD_LIMIT + 1), part % (b"x" * (TEXT_LIMIT + 1))
    form = "multipart/form-data; boundary=x"
    plain = "application/x-www-form-urlencoded"

    assert _bring(samples, data=many + b"--x--", content_type=form)[0] == 413
    assert _bring(samples, data=long + b"--x--", content_type=form)[0] == 413
    assert _bring(samples, data=b"draft=" + b"x" * TEXT_LIMIT, content_type=plain)[0] == 413


@pytest.mark.parametrize(
    "given",
    [
        {"data": {"folder": "x"}, "content_type": "multipart/form-data"},
        {"data": {"folder": (BytesIO(b"x"), "")}},
        {"data": {"folder": (BytesIO(b"PK"), "..")}},
        {"data": b'{"folder": "x"}', "content_type": "application/json"},
        {"data": b"folder=x", "content_type": "text/plain"},
        {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=y"},
        {"data": b"--x\r\nbroken", "content_type": "multipart/form-data"},
    ],
)
def test_what_is_no_file_is_refused_in_words(samples: House, given: dict[str, object]) -> None:
    status, said = _bring(samples, **given)

    assert status == 422
    assert "one .xlsx workbook" in said


@pytest.mark.parametrize("kind", ["text/html", "application/x-msdownload", "x" * 5000, ""])
def test_the_content_type_of_a_file_is_not_believed(samples: House, kind: str) -> None:
    page = b"<script>alert(1)</script>"

    status, said = _bring(samples, data={"folder": (BytesIO(page), "trip.zip", kind)})

    assert status == 422
    assert "trip.zip" in said
    assert "alert" not in said


def _link() -> ZipInfo:
    info = ZipInfo("people.csv")
    info.external_attr = 0o120777 << 16
    return info


TRAPS: dict[str, list[tuple[str | ZipInfo, bytes]]] = {
    "absolute": [("/etc/people.csv", b"x")],
    "climbing": [("../people.csv", b"x")],
    "a link": [(_link(), b"/etc/passwd")],
    "a bomb": [("people.csv", b"\0" * 30 * 1024 * 1024)],
    "many": [(f"{number}.csv", b"x") for number in range(10_000)],
    "a zip in a zip": [("trip.zip", b"PK\x05\x06" + b"\0" * 18)],
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_folder_that_is_a_trap_is_refused_in_words(samples: House, trap: str) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, body in TRAPS[trap]:
            archive.writestr(name, body)
    head = b'--x\r\nContent-Disposition: form-data; name="folder"; filename="trip.zip"\r\n\r\n'
    body, kind = head + packed.getvalue() + b"\r\n--x--", "multipart/form-data; boundary=x"

    status, said = _bring(samples, data=body, content_type=kind)

    assert status == 422
    assert "trip" in said
    assert "passwd" not in said


def test_what_the_page_on_dangers_names_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:missions|tests)/[^`]+)`|\]\(([^)]+)\)", text))

    assert len(named) > 50
    assert [path for pair in named for path in pair if not (ROOT / path).exists()] == []
