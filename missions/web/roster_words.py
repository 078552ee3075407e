"""What the columns that a roster's may become are called on the page."""

from __future__ import annotations

import re

from missions.intake.roster.wordings import TARGETS

GROUPS = {
    "Name": ("legal_name", "surname", "given_names", "middle_name", "preferred_name", "local_name"),
    "Person": ("birth_date", "gender", "nationality", "email", "phone", "languages", "skills"),
    "On the trip": ("role", "groups", "guardians", "drives", "joins", "leaves", "zone", "key"),
    "Health": ("diet", "allergies", "medication", "blood_type"),
    "In an emergency": ("emergency_name", "emergency_relation", "emergency_phone"),
    "Passport": ("passport_number", "passport_country", "passport_issued", "passport_expires"),
}
TITLES = {
    "legal_name": "Legal name, whole",
    "surname": "Surname",
    "given_names": "Given names",
    "middle_name": "Middle name",
    "preferred_name": "Preferred name",
    "local_name": "Name in own script",
    "birth_date": "Birth date",
    "gender": "Gender",
    "nationality": "Nationality",
    "email": "E-mail",
    "phone": "Phone",
    "languages": "Languages",
    "skills": "Skills",
    "role": "Role",
    "groups": "Groups",
    "guardians": "Guardians (keys)",
    "drives": "Drives",
    "joins": "Joins on",
    "leaves": "Leaves on",
    "zone": "Time zone",
    "key": "Key",
    "diet": "Diet",
    "allergies": "Allergies",
    "medication": "Medication",
    "blood_type": "Blood type",
    "emergency_name": "Emergency contact",
    "emergency_relation": "Relation of the contact",
    "emergency_phone": "Phone of the contact",
    "passport_number": "Passport number",
    "passport_country": "Country of issue",
    "passport_issued": "Date of issue",
    "passport_expires": "Date of expiry",
}
_NAMED = re.compile(r"\b[a-z]+_[a-z_]*[a-z]\b")


def title(target: str) -> str:
    """Return what a column is called."""
    return TITLES.get(target) or target.replace("_", " ").capitalize()


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a select offers: groups of targets with their titles; none is left out."""
    grouped = {target for targets in GROUPS.values() for target in targets}
    others = [target for target in TARGETS if target not in grouped]
    groups = [
        (name, [(target, title(target)) for target in targets if target in TARGETS])
        for name, targets in GROUPS.items()
    ]
    return [*groups, ("Other", [(each, title(each)) for each in others])] if others else groups


def told(text: str, target: str = "") -> str:
    """Return a sentence in which columns bear the names of the page."""
    known = _NAMED.sub(lambda match: _inside(match[0]), text)
    if target in TITLES and "_" not in target:
        return re.sub(rf"(means|says) {target}\b", rf"\1 {_inside(target)}", known)
    return known


def _inside(word: str) -> str:
    return f"“{TITLES[word]}”" if word in TITLES else word
