"""A grower agrees that something is shown to buyers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from traceability.parties.consent.editions import new_edition
from traceability.parties.consent.models import Alias, Consent, Kind
from traceability.parties.consent.permissions import must_not_be_erased, must_speak_for
from traceability.parties.consent.queries import wordings
from traceability.parties.consent.refusals import (
    ConsentIsForTheGrower,
    ConsentIsFromTheFuture,
    ConsentKindIsUnknown,
    ConsentPaperIsMissing,
    ConsentWordsChanged,
)
from traceability.parties.models import User
from traceability.web.file_types import look_at


@transaction.atomic
def give_on_the_phone(*, person: User, pseudonym: str, kind: str, wording: str, by: User, at: datetime) -> Consent:
    """The grower moves the switch, having been shown the wording of that version. Twice is once.

    `pseudonym` is what events call the person; `at` carries the offset of where it happened. Raises
    ConsentIsForTheGrower for anybody else, PersonIsErased, ConsentKindIsUnknown or ConsentWordsChanged.
    """
    if by.pk != person.pk:
        raise ConsentIsForTheGrower()
    _begin(person, pseudonym, by)
    shown = wordings(on=at.date())[_known(kind)]
    if shown.version != wording:
        raise ConsentWordsChanged()
    if standing := Consent.objects.in_force().filter(person=person, kind=kind).first():
        return standing
    new_edition()
    return Consent.objects.create(
        person=person,
        kind=kind,
        wording=shown,
        how=Consent.How.PHONE,
        given_on=at.date(),
        recorded_at=at,
        recorded_by=by,
    )


@transaction.atomic
def give_on_paper(
    *,
    person: User,
    pseudonym: str,
    kinds: Sequence[str],
    number: str,
    signed_on: date,
    by: User,
    at: datetime,
    paper: File[bytes] | None = None,
) -> list[Consent]:
    """The cooperative records a form that the grower signed, for each kind that was ticked.

    `number` is the form's, `paper` a scan or photo of it (PDF, PNG or JPEG). The words are those in force on the day of
    the signature. What stands already stays as it was given. Raises ConsentIsForTheGrower, PersonIsErased,
    ConsentKindIsUnknown, ConsentPaperIsMissing, ConsentIsFromTheFuture, ConsentIsOlderThanItsWords, or what
    `file_types.look_at` refuses.
    """
    _begin(person, pseudonym, by)
    number = number.strip()
    if not number:
        raise ConsentPaperIsMissing()
    if signed_on > at.date():
        raise ConsentIsFromTheFuture(day=signed_on.isoformat())
    kept = look_at(paper) if paper else None
    standing = set(Consent.objects.in_force().filter(person=person).values_list("kind", flat=True))
    words, given = wordings(on=signed_on), []
    for kind in dict.fromkeys(map(_known, kinds)):
        if kind in standing:
            continue
        consent = Consent(
            person=person,
            kind=kind,
            wording=words[kind],
            how=Consent.How.PAPER,
            given_on=signed_on,
            recorded_at=at,
            recorded_by=by,
            paper_number=number,
        )
        if kept:
            consent.paper.save(f"{consent.token}{kept.extension}", ContentFile(kept.content), save=False)
        consent.save()
        given.append(consent)
    if given:
        new_edition()
    return given


def _begin(person: User, pseudonym: str, by: User) -> None:
    must_speak_for(person, by)
    User.objects.select_for_update().get(pk=person.pk)  # two desks may record the same paper
    must_not_be_erased(person)
    Alias.objects.get_or_create(person=person, defaults={"pseudonym": pseudonym})


def _known(kind: str) -> str:
    if kind not in Kind.values:
        raise ConsentKindIsUnknown(kind=kind[:20])
    return kind
