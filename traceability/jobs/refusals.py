"""What jobs refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Refused


class JobHasEnded(Refused):
    sentence = _("This job has ended already. There is nothing left to cancel.")


class JobIsNotStopped(Refused):
    sentence = _("This job was not stopped: it waits, is being done, or is done. There is nothing to resume.")
