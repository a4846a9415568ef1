"""What is refused of customs orchard registrations."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class RegistrationIsTaken(Refused):
    sentence = _("Registration %(number)s is entered already. Add plots to it there.")


class RegistrationEndsEarly(Invalid):
    sentence = _("A registration cannot end on %(valid_to)s, before it begins on %(valid_from)s. Check both days.")


class PlotIsRegistered(Refused):
    sentence = _("Plot %(plot)s stands under %(number)s in these days already. End that period first.")


class PlotIsNotRegistered(Refused):
    sentence = _("Plot %(plot)s does not stand under %(number)s on %(day)s. Choose another day or plot.")


class OutsideTheRegistration(Invalid):
    sentence = _(
        "Registration %(number)s is valid %(valid_from)s to %(valid_to)s. A plot stands under it within these days."
    )


class RegistrationNumberIsWrong(Invalid):
    sentence = _("A registration needs its number, 1 to 40 characters. Type it as customs wrote it.")


class PlotsOfAnother(Refused):
    sentence = _("Plot %(plot)s belongs to %(cooperative)s. A registration covers plots of its own organisation.")
