"""Which form is in force, which certificate stands, whose fruit a lot is: reads worth a name."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from traceability.lots.conformity.models import ConformityCertificate, Form
from traceability.lots.models import Lot, LotOrigin
from traceability.parties.models import Organisation

_FORMS = """
    SELECT code, role, is_owed FROM conformity_form
    WHERE valid_from <= %s AND (valid_to IS NULL OR valid_to > %s) ORDER BY valid_from
"""


def forms_in_force(on: date) -> dict[str, Form]:
    """The forms of a day by role; a role is missing before it had one. Their words are read when they are asked for."""
    day = connection.ops.adapt_datefield_value(on)
    return {form.role: form for form in Form.objects.raw(_FORMS, [day, day])}


def form_in_force(on: date, role: str = Form.Role.PRODUCER) -> Form | None:
    """The form for a role on a day, or None before there was one."""
    rows = Form.objects.filter(role=role, valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return rows.prefetch_related("bases").order_by("-valid_from").first()


def bases_of(form: Form) -> set[str]:
    """The codes of the boxes on a form."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM conformity_basis WHERE form_id = %s", [form.pk])
        return {code for (code,) in cursor.fetchall()}


def numbers_of(lot: Lot) -> list[str]:
    """The numbers of a lot's chain of certificates, the standing one last."""
    return list(ConformityCertificate.objects.filter(lot=lot).order_by("pk").values_list("number", flat=True))


def standing_of(lot: Lot) -> ConformityCertificate | None:
    """The certificate of a lot that nothing has replaced."""
    return ConformityCertificate.objects.filter(lot=lot).standing().with_names().first()


def lots_that_lack(owner: Organisation) -> QuerySet[Lot]:
    """Lots of an owner in stock that have no certificate, newest first; not those set aside."""
    found = Lot.objects.filter(owner=owner, conformity_certificates=None).in_stock()
    set_aside = LotOrigin.objects.filter(lot=OuterRef("pk"), allowed_from__gt=F("picked_on"))
    return found.filter(~Exists(set_aside)).with_names().order_by("-pk")


def standing_at(lot: Lot, moment: datetime) -> ConformityCertificate | None:
    """The certificate of a lot that stood at a moment."""
    chain = ConformityCertificate.objects.filter(lot=lot, recorded_at__lte=moment)
    return chain.with_names().order_by("-pk").first()
