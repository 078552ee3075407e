"""Where templates, static files and sample trips lie.

They stand beside the package in a checkout, and inside it, under `_assets/`, in a wheel
(`[tool.hatch.build.targets.wheel.sources]` in `pyproject.toml` moves them there). Who needs one
asks here and works from any folder.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_assets"
_ROOT = _PACKED if _PACKED.is_dir() else _PACKAGE.parent


def templates_dir() -> Path:
    """The folder of page and letter templates."""
    return _ROOT / "templates"


def static_dir() -> Path:
    """The folder of our own style sheets and modules."""
    return _ROOT / "static"


def samples_dir() -> Path:
    """The folder of sample trips."""
    return _ROOT / "samples"
