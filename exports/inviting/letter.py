"""The letter that carries the link."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from exports.inviting.links import link_to
from exports.inviting.models import Invitation
from exports.letters.post import Letter, send_later, writer
from traceability.web import dates


def write_to(invitation: Invitation) -> None:
    """Ask for the letter, once the invitation stands."""
    send_later("invitation", invitation.language, {"invitation": invitation.pk})


@writer("invitation")
def invitation_letter(given: dict[str, Any]) -> Letter | None:
    """To whoever was invited; to nobody when they came already, or it is too late."""
    found = Invitation.objects.select_related("exporter", "importer", "invited_by").get(pk=given["invitation"])
    if not found.is_open:
        return None
    subject, *said = _from_exporter(found) if found.exporter else _from_colleague(found)
    until = _("The link opens once, until %(day)s, and is for you alone.") % {"day": dates.day(found.ends_at)}
    said.insert(1, link_to(found))
    said.insert(2, until)
    return Letter(found.email, subject, "\n\n".join(said) + "\n")


def _from_exporter(found: Invitation) -> list[str]:
    words = {"exporter": str(found.exporter), "importer": str(found.importer)}
    return [
        _("%(exporter)s invites you to see what is coming") % words,
        _(
            "%(exporter)s invites you to follow the fruit that it sends to %(importer)s: what is coming, its papers, "
            "and its history back to the trees."
        )
        % words,
        _("If you expect no fruit from %(exporter)s, forget this letter.") % words,
    ]


def _from_colleague(found: Invitation) -> list[str]:
    words = {"name": found.invited_by.name, "importer": str(found.importer)}
    return [
        _("%(name)s invites you to the desk of %(importer)s") % words,
        _(
            "%(name)s invites you to look after the fruit that comes to %(importer)s: what is on its way, its papers, "
            "and its history back to the trees."
        )
        % words,
        _("If you do not work for %(importer)s, forget this letter.") % words,
    ]
