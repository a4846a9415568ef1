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
    found = Invitation.objects.select_related("exporter", "importer").get(pk=given["invitation"])
    if not found.is_open:
        return None
    words = {"exporter": str(found.exporter), "importer": str(found.importer), "day": dates.day(found.ends_at)}
    said = [
        _(
            "%(exporter)s invites you to follow the fruit that it sends to %(importer)s: what is coming, its papers, "
            "and its history back to the trees."
        )
        % words,
        link_to(found),
        _("The link opens once, until %(day)s, and is for you alone.") % words,
        _("If you expect no fruit from %(exporter)s, forget this letter.") % words,
    ]
    return Letter(found.email, _("%(exporter)s invites you to see what is coming") % words, "\n\n".join(said) + "\n")
