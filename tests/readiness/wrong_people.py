"""People as they come, wrong and right, each with the state that a careful leader would write down.

The trip is from 10 to 22 July 2026, and it is 1 June. What is asked is due on 10 June unless a
case says otherwise. A case reads: what is so, what is asked, how it stands, a word that the reason
has to hold, and what is on file.
"""

from __future__ import annotations

from tests.readiness.people.cases import Case
from tests.readiness.people.families import AGES, CONSENTS, CONTACTS
from tests.readiness.people.papers import CHECKS, SIGNED
from tests.readiness.people.preparing import FUNDS, TRAININGS

__all__ = ["CASES", "Case"]

CASES = (*AGES, *CONSENTS, *CONTACTS, *CHECKS, *SIGNED, *TRAININGS, *FUNDS)
