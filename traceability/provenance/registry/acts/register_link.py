"""A partner registers a page of its own for a key of its own."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from traceability.gs1.digital_link import DigitalLink, parse
from traceability.gs1.errors import InvalidIdentifier
from traceability.parties.imitation import must_not_imitate
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import may_act_for
from traceability.parties.refusals import NotYourOrganisation
from traceability.provenance.links import DEFAULT, DEFAULT_MULTI
from traceability.provenance.registry.addresses import public_address
from traceability.provenance.registry.models import PartnerLink
from traceability.provenance.registry.queries import owners_of
from traceability.provenance.registry.refusals import (
    ContextIsWrong,
    DefaultIsOurs,
    KeyIsNotKnown,
    KeyNamesTooMuch,
    LanguageTagIsWrong,
    LinkIsRegistered,
    LinkNeedsATitle,
    LinkTypeIsOurs,
    LinkTypeIsWrong,
    MediaTypeIsWrong,
    NotAKey,
    TooManyLinks,
)
from traceability.provenance.vocabulary import kind_of, link_types
from traceability.web.identifiers import in_words

OURS = frozenset({DEFAULT, "verificationService", "recallStatus", "handledBy", "epcis"})
"""What a scan must never be able to be told by somebody else: whether a code is good, whether its fruit is recalled."""
TAKES_DEFAULTS = frozenset({"01", "414", "417"})
"""Keys that verify nothing when they stand alone, or with a place's extension."""
MOST = 100
"""Links of one key: a linkset that a telephone still reads at once."""
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_MEDIA = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,40}")
_CONTEXT = re.compile(r"[a-z0-9]{0,40}")


@transaction.atomic
def register_link(
    *,
    identifier: str,
    kind: str,
    href: str,
    title: str,
    by: User,
    at: datetime,
    media: str = "text/html",
    languages: str = "",
    context: str = "",
) -> PartnerLink:
    """Register `href` as a link of `kind` for the key `identifier` (a Digital Link URI, or its path).

    Only an organisation whose own key it is may do that, so that a code never leads where a stranger wants. The page
    that a scan comes to stays ours wherever a code verifies something: a copied carton must not be able to name the
    page that calls it genuine. Nothing happened to any fruit: there is no event.

    Raises NotYourOrganisation, NotAKey, KeyNamesTooMuch, KeyIsNotKnown, LinkTypeIsWrong, LinkTypeIsOurs,
    DefaultIsOurs, AddressIsNotPublic, LinkNeedsATitle, LanguageTagIsWrong, MediaTypeIsWrong, ContextIsWrong,
    LinkIsRegistered, TooManyLinks or TextImitatesTheName.
    """
    link = key_of(identifier)
    owner = _owner(link, by)
    kind = kind_of(kind.strip())
    _check_kind(kind, link)
    address, title, media = public_address(href), " ".join(title.split()), media.strip().lower()
    if not title:
        raise LinkNeedsATitle
    must_not_imitate([title])
    if not _MEDIA.fullmatch(media):
        raise MediaTypeIsWrong(media=media)
    if not _CONTEXT.fullmatch(context):
        raise ContextIsWrong
    Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)
    standing = PartnerLink.objects.in_use().filter(identifier=link.uri())
    if standing.count() >= MOST:
        raise TooManyLinks(most=MOST)
    try:
        with transaction.atomic():
            return PartnerLink.objects.create(
                identifier=link.uri(),
                owner=owner,
                kind=kind,
                href=address,
                title=title,
                media=media,
                languages=_languages(languages),
                context=context,
                registered_at=at,
                registered_by=by,
            )
    except IntegrityError as problem:
        raise LinkIsRegistered from problem


def key_of(identifier: str) -> DigitalLink:
    """The key that somebody typed, without the query of its address. Raises NotAKey or KeyNamesTooMuch."""
    try:
        typed = parse(identifier.strip().partition("?")[0])
    except InvalidIdentifier as problem:
        raise NotAKey(reason=in_words(problem)) from problem
    if typed.get("21") and (typed.get("10") or typed.get("22")):
        raise KeyNamesTooMuch
    return typed


def _owner(link: DigitalLink, by: User) -> Organisation:
    owners = list(owners_of(link).order_by("pk"))
    for owner in owners:
        if may_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER):
            return owner
    if owners:
        raise NotYourOrganisation(organisation=owners[0].name_latin)
    raise KeyIsNotKnown(identifier=link.path())


def _check_kind(kind: str, link: DigitalLink) -> None:
    if kind not in link_types():
        raise LinkTypeIsWrong(kind=kind[:60])
    if kind in OURS:
        raise LinkTypeIsOurs(kind=kind)
    verifies = {ai for ai, _ in link.elements} - {"254"} - TAKES_DEFAULTS
    if kind == DEFAULT_MULTI and verifies:
        raise DefaultIsOurs


def _languages(written: str) -> str:
    tags = list(dict.fromkeys(tag.strip() for tag in written.split(",") if tag.strip()))
    joined = ",".join(tags)
    if not all(_LANGUAGE.fullmatch(tag) for tag in tags) or len(joined) > 60:
        raise LanguageTagIsWrong
    return joined
