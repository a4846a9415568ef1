"""What talking to printers refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused, TryLater


class AddressIsNotAPrinters(Invalid):
    sentence = _(
        "%(host)s, port %(port)s is not where printers may be. Printers are reached at %(networks)s, port %(ports)s; "
        "whoever runs this system can allow others (LABEL_PRINTER_NETWORKS, LABEL_PRINTER_PORTS)."
    )


class PrinterNameIsTaken(Refused):
    sentence = _("There is a printer %(name)s already. Give this one another name.")


class PrinterIsRetired(Refused):
    sentence = _("Printer %(name)s was retired. Choose another one.")


class PrinterIsBusy(Refused):
    sentence = _("Printer %(name)s still has labels of run %(run)s to confirm. Look at its last label first.")


class PrinterIsSomebodyElses(Refused):
    sentence = _("Printer %(name)s does not stand in the house of run %(run)s. Choose one of the lot's owner.")


class PrinterNotReached(TryLater):
    sentence = _(
        "Nobody answers at %(host)s, port %(port)s. Is printer %(name)s switched on, is its cable in, "
        "is this its address? Nothing was printed."
    )


class PrinterIsSilent(Refused):
    sentence = _(
        "Printer %(name)s takes labels and does not say how it is. Look at what came out, and type the last good "
        "label. If this machine never answers, say so on its page."
    )


class PrinterHasStopped(Refused):
    sentence = _(
        "Printer %(name)s has stopped: %(problem)s Mend it, let it finish what it holds, and type the last good label; "
        "the rest follows from there."
    )


class PrinterHungUp(Refused):
    sentence = _(
        "Printer %(name)s hung up, or takes no more. Switch it off and on, look at what came out, and type the last "
        "good label; the rest follows from there."
    )


class PrinterStillHolds(Refused):
    sentence = _(
        "Printer %(name)s still holds labels that will come out. %(problem)s Mend it and let it finish, or switch it "
        "off; then look at the last label again."
    )


class PrintingWasInterrupted(Refused):
    sentence = _(
        "The work was interrupted while labels were on their way to printer %(name)s. "
        "Look at what came out, and type the last good label; the rest follows from there."
    )


class PrintingStopped(Refused):
    sentence = _("The printing stopped before label %(label)s: %(why)s")


class PrintingIsOpen(Refused):
    sentence = _(
        "Labels %(first)s to %(last)s of run %(run)s went to printer %(printer)s, and nobody has said which was the "
        "last good one. Say that first: no label may be printed twice unknowingly."
    )


class StillPrinting(Refused):
    sentence = _("Printer %(printer)s is still printing. Wait for it, or cancel it.")


class PrintedAlready(Refused):
    sentence = _(
        "Labels %(first)s to %(last)s of run %(run)s were printed already. To print them once more, ask for a reprint "
        "and say why."
    )


class LabelWasNotSent(Invalid):
    sentence = _(
        "The last good label is one of %(first)s to %(last)s, or %(none)s if none came out well. Type its number."
    )


class PrintingIsConfirmed(Refused):
    sentence = _("Somebody said already that label %(good)s was the last good one. Send the rest from there.")


class RunIsNotReady(Refused):
    sentence = _("Run %(run)s is not drawn yet, or it was cancelled. Wait until it is ready.")
