"""What is refused of growers, their cards and whoever else asks."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, NotYours, Refused


class NotACooperative(Refused):
    sentence = _("%(organisation)s is not a cooperative: growers belong to one. Choose the cooperative.")


class AlreadyAGrower(Refused):
    sentence = _("This person grows for %(cooperative)s already. Open the grower there, or enter another person.")


class PseudonymIsWrong(Invalid):
    sentence = _(
        "%(pseudonym)s cannot stand for a grower in public: use 2 to 20 digits, capital letters A to Z and hyphens, "
        "nothing of the name. Or leave it empty and one is made."
    )


class PseudonymIsTaken(Refused):
    sentence = _("Another grower stands behind %(pseudonym)s already. Choose another, or leave it empty.")


class GrowerIsRetired(Refused):
    sentence = _("%(grower)s no longer grows for the cooperative. Bring the grower back first.")


class NotAGrower(NotYours):
    sentence = _("These pages are a grower's own book. Growers of your cooperative stand on the desk, under Growers.")


class NoCooperative(NotYours):
    sentence = _("This page belongs to a cooperative's desk. Sign in as one of its staff.")


class NameCannotBePrinted(Refused):
    sentence = _("The printed letters lack %(characters)s in %(name)s. Show this grower's card on the screen instead.")


class NoPinsTyped(Invalid):
    sentence = _("No PIN was typed. Let each grower type one; those without are left out.")


class PlotIsAnothers(NotYours):
    sentence = _("This plot is not one of the grower’s who agreed. Choose a plot of that grower.")
