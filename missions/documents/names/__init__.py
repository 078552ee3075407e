"""Whether a name as written on a ticket, visa or form is the passport's; pure."""

from missions.documents.names.likeness import Likeness, compare
from missions.documents.names.telling import explain

__all__ = ["Likeness", "compare", "explain"]
