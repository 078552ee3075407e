"""The matcher behind the outgoing-text checker: real names, the organisation's list, the word list.

Pure: nothing here reads a trip, decides what blocks, or knows an audience.
"""

from missions.checker.addresses import address_terms
from missions.checker.aliases import AliasFault, Why, alias_faults
from missions.checker.lexicon import Lexicon
from missions.checker.lists import default_words, house_terms, trip_words
from missions.checker.model import Hit, Kind, Left, Right, Term
from missions.checker.names import name_terms, telling_parts
from missions.checker.phones import phone_terms

__all__ = [
    "AliasFault",
    "Hit",
    "Kind",
    "Left",
    "Lexicon",
    "Right",
    "Term",
    "Why",
    "address_terms",
    "alias_faults",
    "default_words",
    "house_terms",
    "name_terms",
    "phone_terms",
    "telling_parts",
    "trip_words",
]
