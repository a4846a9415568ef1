"""What a question is about, and what to do about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Each has its sentence in ADVICE."""

    INTERVAL = "interval", _("Inside an interval")
    CONFLICT = "conflict", _("Two versions")
    REVOKED = "revoked", _("Revoked card")
    DIFFERENCE = "difference", _("Differs on the scale")
    YIELD = "yield", _("More than trees give")
    FAR = "far", _("Far from the plot")
    FAST = "fast", _("Faster than hands")
    NIGHT = "night", _("At night")
    SEASON = "season", _("Outside the season")
    CLOCK = "clock", _("Clock was off")
    CORRECTION = "correction", _("Corrected")


ADVICE = {
    Kind.INTERVAL: _(
        "Set the fruit aside and ask what was sprayed. If the treatment is wrong, the grower corrects it."
    ),
    Kind.CONFLICT: _("Ask the grower which version is right. If it is the second, the grower corrects the first."),
    Kind.REVOKED: _("Ask the grower whether this picking was theirs. If not, do not weigh it in."),
    Kind.DIFFERENCE: _("Ask what was on the lorry. The reason stands beside the weighing."),
    Kind.YIELD: _("Ask where the fruit comes from. Above a second limit the scale asks for it in writing."),
    Kind.FAR: _("Ask on which plot it was picked. Many log at home in the evening: then all is well."),
    Kind.FAST: _("Ask how many hands picked, and whether fruit of other orchards is among it."),
    Kind.NIGHT: _("Ask when it was picked. Perhaps the time was chosen wrongly."),
    Kind.SEASON: _("Look at the fruit: is it this variety? Perhaps the plot's variety is entered wrongly."),
    Kind.CLOCK: _("The time was put right by our clock. Help the grower to set the phone's clock."),
    Kind.CORRECTION: _("Nothing to do. Both records stay; the new one counts."),
}
