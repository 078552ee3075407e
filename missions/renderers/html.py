"""The Briefing as one printable page of HTML that loads nothing from anywhere.

`render_html` gives the whole page, `html_fragment` its body for a page of the site, and
`stylesheet` what the fragment needs.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from missions.assets import templates_dir
from missions.briefing.document import Briefing, Leg
from missions.renderers import brevity, selection, wording


def render_html(briefing: Briefing) -> bytes:
    """Return the page as UTF-8 bytes."""
    page = _environment().get_template("papers/page.html")
    return page.render(b=briefing, style=Markup(stylesheet())).encode("utf-8", "replace")  # noqa: S704


def html_fragment(briefing: Briefing) -> Markup:
    """Return the paper without head and style, to stand inside another page."""
    return Markup(_environment().get_template("papers/paper.html").render(b=briefing))  # noqa: S704


@cache
def stylesheet() -> str:
    """Return the papers' own style."""
    return (templates_dir() / "papers" / "paper.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["w"] = wording
    environment.globals["pick"] = selection
    environment.globals["short"] = brevity
    environment.tests["leg"] = lambda entry: isinstance(entry, Leg)
    environment.filters["markdown"] = markdown
    return environment


def markdown(text: str) -> Markup:
    """Return Markdown as HTML below a third heading: no markup of its own, no pictures."""
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type.startswith("heading"):
            token.tag = f"h{min(6, int(token.tag[1:]) + 2)}"
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704
