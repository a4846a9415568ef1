"""The words of the Core Business Vocabulary that we use, as a reader would say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_BIZ_STEPS: dict[str, str | Promise] = {
    "arriving": _("Arrived"),
    "commissioning": _("Labelled"),
    "creating_class_instance": _("Became a new lot"),
    "destroying": _("Destroyed"),
    "inspecting": _("Inspected"),
    "loading": _("Loaded"),
    "other": _("Handled"),
    "packing": _("Packed"),
    "receiving": _("Received"),
    "sampling": _("Sampled"),
    "sensor_reporting": _("Measured on the way"),
    "shipping": _("Shipped"),
    "stock_taking": _("Counted"),
    "storing": _("Stored"),
    "unloading": _("Unloaded"),
    "unpacking": _("Taken off a pallet"),
}
_DISPOSITIONS: dict[str, str | Promise] = {
    "active": _("In the chain"),
    "conformant": _("Conforms"),
    "destroyed": _("Destroyed"),
    "in_progress": _("On its way through the chain"),
    "in_transit": _("On its way to the buyer"),
    "non_conformant": _("Does not conform"),
    "recalled": _("Recalled"),
}


def biz_step_in_words(biz_step: str) -> str | Promise:
    """What was done; a step that we do not use stands as it was recorded."""
    return _BIZ_STEPS.get(biz_step, biz_step)


def disposition_in_words(disposition: str) -> str | Promise:
    """The state that it left behind; one that we do not use stands as it was recorded."""
    return _DISPOSITIONS.get(disposition, disposition)
