"""What a trip looks for: the real side of its aliases, the organisation's list, the word list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from missions.briefing.dossier import Dossier, PartnerFacts, SiteFacts, TripSecrets
from missions.checker import (
    Lexicon,
    Term,
    address_terms,
    default_words,
    name_terms,
    phone_terms,
    trip_words,
)
from missions.reference.airports import airport
from missions.reference.countries import country_name


def lexicon_of(
    dossier: Dossier, house: Iterable[Term], words: Iterable[tuple[str, str]]
) -> Lexicon:
    """Return the lexicon of a trip.

    Args:
        dossier: the plan with the real side of its aliases.
        house: the organisation's own terms.
        words: the trip's own additions, each with its neutral word.
    """
    terms = (*_names(dossier), *house, *trip_words(words), *default_words())
    return Lexicon(terms, shared=_shared(dossier), never=_never(dossier))


def _names(dossier: Dossier) -> Iterator[Term]:
    secrets = dossier.secrets.trip
    for partner in dossier.plan.partners:
        yield from _of_partner(partner, secrets)
    for site in dossier.plan.sites:
        if not site.carry.unseal():
            yield from _of_site(site, secrets)


def _of_site(site: SiteFacts, secrets: TripSecrets) -> Iterator[Term]:
    name = secrets.site_names.unseal().get(site.key, "")
    if name and name.casefold() != site.alias.casefold():
        yield from name_terms(name, site.alias)
    for address in (site.address.unseal(), site.local_address.unseal()):
        if address:
            yield from address_terms(address, f"{site.alias}: address")
    if site.phone.unseal():
        yield from phone_terms(site.phone.unseal(), f"{site.alias}: phone")


def _of_partner(partner: PartnerFacts, secrets: TripSecrets) -> Iterator[Term]:
    name = secrets.partner_names.unseal().get(partner.key, "")
    if name and name.casefold() != partner.alias.casefold():
        yield from name_terms(name, partner.alias)
    phone = secrets.partner_phones.unseal().get(partner.key, "")
    if phone:
        yield from phone_terms(phone, f"{partner.alias}: phone")


def _carried(dossier: Dossier) -> Iterator[str]:
    """Yield what a site that a traveller may name at a border may show."""
    names = dossier.secrets.trip.site_names.unseal()
    for site in dossier.plan.sites:
        if site.carry.unseal():
            yield names.get(site.key, "")
            yield from (site.address.unseal(), site.local_address.unseal(), site.phone.unseal())


def _travellers(dossier: Dossier) -> Iterator[str]:
    for member in dossier.plan.members:
        yield member.name
        yield from (member.legal_name.unseal(), member.local_name.unseal())
    for segment in dossier.plan.segments:
        yield from segment.ticketed_as.unseal().values()


def _shared(dossier: Dossier) -> set[str]:
    """Return what travellers, carriers, carried sites and the way there may share with a name."""
    found = {*_travellers(dossier), *_carried(dossier)}
    found |= {segment.carrier for segment in dossier.plan.segments}
    found |= {country_name(site.country) for site in dossier.plan.sites if site.country}
    for segment in dossier.plan.segments:
        for end in (segment.origin, segment.destination):
            known = airport(end.code) if end.code else None
            found |= {end.city} | ({known.city, known.name} if known is not None else set())
    return found - {""}


def _never(dossier: Dossier) -> set[str]:
    """Return the phrases in which nothing counts: aliases, travellers' names, carried sites."""
    aliases = {site.alias for site in dossier.plan.sites}
    aliases |= {partner.alias for partner in dossier.plan.partners}
    return {*aliases, *_travellers(dossier), *_carried(dossier)} - {""}
