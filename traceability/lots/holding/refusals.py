"""What holding refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class LotIsHeld(Refused):
    sentence = _("Lot %(code)s is held: %(why)s. Nothing is made of it until the hold is released.")


class LotIsRecalled(Refused):
    sentence = _("Lot %(code)s is recalled: %(why)s. It is sold no more; record its waste when it is destroyed.")


class HoldNeedsAReason(Invalid):
    sentence = _("Say why: whoever meets the stopped fruit has to know.")


class NothingToHold(Invalid):
    sentence = _("No lot of yours comes of this, so there is nothing to stop. Choose another lot or plot.")


class HoldIsReleased(Refused):
    sentence = _("This hold was released on %(day)s already. Hold the lot again if it must stop.")


class RecallStands(Refused):
    sentence = _("A recall is never taken back: buyers have read it. Fruit that is safe after all is harvested anew.")


class RecallIsTooLarge(Refused):
    sentence = _("The recall names %(count)s lots; one has room for %(most)s. Recall its parts, by plot or by day.")
