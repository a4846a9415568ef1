"""A packing house has a printer."""

from __future__ import annotations

from traceability.labels.models import Printer
from traceability.labels.printers.addresses import must_be_a_printers
from traceability.labels.printers.refusals import PrinterNameIsTaken
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for


def add_printer(
    *, owner: Organisation, name: str, language: str, dpi: int, host: str, port: int, answers: bool, by: User
) -> Printer:
    """Keep a printer's address. Nothing is sent to it. Equipment is no fruit: there is no event.

    Raises NotYourOrganisation, AddressIsNotAPrinters or PrinterNameIsTaken.
    """
    must_act_for(by, owner, Membership.Role.CLERK, Membership.Role.PACKER)
    must_be_a_printers(host, port)
    must_be_free(owner, name.strip())
    return Printer.objects.create(
        owner=owner, name=name.strip(), language=language, dpi=dpi, host=host.strip(), port=port, answers=answers
    )


def must_be_free(owner: Organisation, name: str, but: Printer | None = None) -> None:
    """Raises PrinterNameIsTaken when another printer in use has the name."""
    others = Printer.objects.in_use().filter(owner=owner, name=name)
    if any(one != but for one in others):
        raise PrinterNameIsTaken(name=name)
