"""What each kind of requirement is called, on pages and papers. Pure."""

from __future__ import annotations

TITLES = {
    "passport": "Passport",
    "visa": "Visa",
    "entry_permit": "Entry permit",
    "insurance": "Insurance",
    "vaccination": "Vaccination",
    "training": "Training",
    "waiver": "Waiver",
    "background_check": "Background check",
    "child_protection": "Child protection course",
    "guardian_consent": "Guardian’s consent",
    "age": "Age",
    "ticket_name": "Name on the ticket",
    "emergency_contact": "Emergency contact",
    "medical_form": "Medical form",
    "funds": "Funds",
    "form": "Form",
}
"""Kind → title; a form has its own."""

SHORT = {
    "background_check": "Background",
    "child_protection": "Child safety",
    "guardian_consent": "Consent",
    "ticket_name": "Ticket name",
    "emergency_contact": "Contact",
    "vaccination": "Vaccines",
}
"""Kind → title at the head of a narrow column, where it differs."""


def title_of(kind: str, title: str = "") -> str:
    """Return what a requirement or paper is called: a form by its title, others by their kind."""
    return title or TITLES.get(kind, kind)


def short_title(kind: str, title: str = "") -> str:
    """Return the same for the head of a narrow column."""
    return title or SHORT.get(kind) or TITLES.get(kind, kind)
