"""What the event record refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.epcis.models import MAX_BYTES, MAX_IDENTIFIERS
from traceability.web.failures import Invalid, Missing, Refused


class EventNamesTooMuch(Invalid):
    sentence = _("One event names at most %(limit)s identifiers, not %(count)s. Record it in parts.")
    source = "C2SP tlog-tiles, entry bundles"

    def __init__(self, *, count: int, limit: int = MAX_IDENTIFIERS) -> None:
        super().__init__(count=count, limit=limit)


class EventIsTooLong(Invalid):
    sentence = _("One event fills at most %(limit)s bytes, not %(count)s. Record it in parts or say less.")
    source = "C2SP tlog-tiles, entry bundles"

    def __init__(self, *, count: int, limit: int = MAX_BYTES) -> None:
        super().__init__(count=count, limit=limit)


class EventNamesNoIdentifier(Invalid):
    sentence = _("The event names %(uri)s, which is no canonical GS1 Digital Link: %(reason)s")


class EventCannotBeWritten(Invalid):
    sentence = _("The event cannot be recorded: %(reason)s")


class EventNotFound(Missing):
    sentence = _("No event has the identifier %(event_id)s. Check that the address was copied in full.")


class EventIsDeclaredWrong(Refused):
    sentence = _("Event %(event)s is declared wrong already. Both stay; correct the event that stands in its place.")
    source = "EPCIS 2.0 section 7.4.1.4"
