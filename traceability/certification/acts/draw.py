"""Labels with the name draw on a certificate; nobody can overdraw it, whatever runs at the same time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

from traceability.certification.models import Certificate
from traceability.certification.refusals import (
    CertificateIsUsedUp,
    CertificateNotInForce,
    NotAnAuthorisedUser,
    NothingIsDrawn,
)
from traceability.parties.models import User
from traceability.web.dates import day as in_words
from traceability.web.templatetags.look import kg

# The quota's row is the one place where all printers meet: what the draw asks, changes and writes down goes to the
# database at once, so that the row is held for one statement and not for the way there and back of several.
_IN_FORCE = """
    valid_from <= %(on)s AND valid_to >= %(on)s
    AND NOT EXISTS (SELECT 1 FROM certification_revocation r WHERE r.certificate_id = certification_certificate.id)
"""
_MAY_DRAW = f"""
    drawn_g <= certified_g - %(grams)s AND {_IN_FORCE}
    AND EXISTS (
        SELECT 1 FROM certification_authoriseduser u JOIN lots_lot l ON l.owner_id = u.organisation_id
        WHERE l.id = certification_certificate.lot_id AND u.scheme_id = certification_certificate.scheme_id
        AND u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to >= %(on)s))
"""  # noqa: S608 - no input
_DRAW = f"UPDATE certification_certificate SET drawn_g = drawn_g + %(grams)s WHERE id = %(pk)s AND {_MAY_DRAW}"  # noqa: S608 - no input
_ENTER = """
    INSERT INTO certification_signentry
        (certificate_id, labels, weight_g, printed_for_id, credit_code, printed_by_id, printed_at)
    SELECT c.id, %(labels)s, %(grams)s, o.id, o.uscc, %(by)s, %(at)s
    FROM {source} c JOIN lots_lot l ON l.id = c.lot_id JOIN parties_organisation o ON o.id = l.owner_id
"""
_ONE_STATEMENT = f"""
    WITH drawn AS ({_DRAW} RETURNING id, lot_id, drawn_g), entered AS ({_ENTER.format(source="drawn")})
    SELECT (SELECT drawn_g FROM drawn), drawn_g, {_IN_FORCE}
    FROM certification_certificate WHERE id = %(pk)s
"""  # noqa: S608 - no input
"""What is drawn now, if it was; what was drawn before, and whether the certificate was in force: why it was not."""
_ENTER_AFTER = f"{_ENTER.format(source='certification_certificate')} WHERE c.id = %(pk)s"


def draw(*, certificate: Certificate, labels: int, grams: int, by: User, at: datetime) -> None:
    """Use up `grams` of the quota for `labels` signs, entered in the ledger of signs, in the caller's transaction.

    Only an authorised user prints the sign (地理标志专用标志使用管理办法): the lot's owner, on the day of printing.
    Raises NothingIsDrawn, CertificateNotInForce (run out, not begun or revoked), NotAnAuthorisedUser or
    CertificateIsUsedUp; then nothing is drawn.
    """
    if grams <= 0 or labels <= 0:
        raise NothingIsDrawn(number=certificate.number)
    facts = {"pk": certificate.pk, "labels": labels, "grams": grams, "by": by.pk, "at": at, "on": at.date()}
    if connection.vendor == "postgresql":
        drawn_g = _drawn_at_once(certificate, facts)
    else:
        drawn_g = _drawn_under_the_one_lock(facts)
    if drawn_g is None:
        raise _why_not(certificate, grams, at)
    certificate.drawn_g = drawn_g


def _drawn_at_once(certificate: Certificate, facts: dict[str, Any]) -> int | None:
    """Prepared once a connection: to plan the statement takes PostgreSQL twice as long as to do what it says.

    Raises CertificateIsUsedUp where the same answer tells it: when a quota runs out, many are refused at once.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(_ONE_STATEMENT, facts, prepare=True)
        row = cursor.fetchone()
    if row is None or row[0] is not None:
        return int(row[0]) if row else None
    _none, before_g, in_force = row
    if in_force and certificate.certified_g - before_g < facts["grams"]:
        certificate.drawn_g = before_g
        raise _used_up(certificate, facts["grams"])
    return None


def _drawn_under_the_one_lock(facts: dict[str, Any]) -> int | None:
    """SQLite changes one table in a statement; its one writer at a time makes the two as good as one."""
    facts = facts | {"on": facts["on"].isoformat(), "at": connection.ops.adapt_datetimefield_value(facts["at"])}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DRAW, facts)
        if not cursor.rowcount:
            return None
        cursor.execute(_ENTER_AFTER, facts)
        cursor.execute("SELECT drawn_g FROM certification_certificate WHERE id = %s", [facts["pk"]])
        return int(cursor.fetchone()[0])


def _why_not(
    certificate: Certificate, grams: int, at: datetime
) -> CertificateNotInForce | NotAnAuthorisedUser | CertificateIsUsedUp:
    """One query: where many are refused at once, they must not hinder those who print."""
    found = Certificate.objects.select_related("revocation").get(pk=certificate.pk)
    certificate.drawn_g, on = found.drawn_g, at.date()
    if found.is_revoked or not found.valid_from <= on <= found.valid_to:
        return CertificateNotInForce(number=found.number, day=in_words(on))
    if found.left_g < grams:
        return _used_up(found, grams)
    return NotAnAuthorisedUser(organisation=found.lot.owner, day=in_words(on))


def _used_up(certificate: Certificate, grams: int) -> CertificateIsUsedUp:
    return CertificateIsUsedUp(number=certificate.number, left_kg=kg(certificate.left_g), wanted_kg=kg(grams))
