"""Invite a firm that buys."""

from __future__ import annotations

from django.db import transaction

from exports.acts.open_batch import EXPORTERS
from exports.inviting.models import Invitation
from exports.inviting.refusals import FirmActsAlready, FirmIsNoImporter
from exports.inviting.sending import send
from exports.refusals import NotAnExporter
from traceability.parties.acts.register import register_organisation
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

Kind, Role = Organisation.Kind, Membership.Role


@transaction.atomic
def invite(
    *, exporter: Organisation, name: str, gln: str, country: str, email: str, language: str, by: User
) -> Invitation:
    """Enter an importer that is not here yet, and write to the person who will act for it. Again sends another link,
    and the one before opens nothing.

    A firm for which somebody acts already is its own people's to open. Raises NotYourOrganisation, NotAnExporter,
    GlnIsWrong, TextImitatesTheName, FirmIsNoImporter or FirmActsAlready.
    """
    must_act_for(by, exporter, Role.SHIPPER, Role.CLERK)
    if exporter.kind not in EXPORTERS:
        raise NotAnExporter(name=exporter.name_latin)
    importer = Organisation.objects.select_for_update().filter(gln=gln).first()
    if importer is None:
        importer = register_organisation(
            kind=Kind.IMPORTER, name=name, name_latin=name, gln=gln, country=country.upper()
        )
    elif importer.kind != Kind.IMPORTER:
        raise FirmIsNoImporter(gln=gln, name=importer.name_latin)
    elif importer.memberships.exists():
        raise FirmActsAlready(name=importer.name_latin)
    return send(
        instead_of=importer.invitations.all(),
        exporter=exporter,
        importer=importer,
        email=email.strip().lower(),
        language=language,
        invited_by=by,
    )
