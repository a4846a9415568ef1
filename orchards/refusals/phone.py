"""What is refused of a phone: who holds it, what it sends, photos, the saved outbox."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, NotYours, Refused


class FieldIsUnreadable(Invalid):
    sentence = _("“%(field)s” of this record cannot be read. Open the record, mend it and save it again.")


class KindIsUnknown(Invalid):
    sentence = _("This is no record that is known here: neither harvest, treatment nor correction. Update the app.")


class TooManyRecords(Invalid):
    sentence = _("%(count)s records came at once; %(most)s is the most. Nothing was done: send them in parts.")


class CardIsRevoked(NotYours):
    sentence = _(
        "Card %(number)s was revoked. What was logged since stays on the phone; sign in with your new card to send it."
    )


class AnotherGrowersRecords(NotYours):
    sentence = _("These records were logged by another grower. Nothing was done: sign in with the card of that grower.")


class NotSignedIn(NotYours):
    sentence = _("Nobody is signed in on this phone. Your records stay on it; sign in with your card to send them.")


class PhotoIsTooLarge(Invalid):
    sentence = _("A photo has at most %(most_kb)s kB. Take it again with a lower resolution.")


class PhotoIsAnother(Refused):
    sentence = _("Another photo of this harvest is coming in. Wait until it is whole.")


class PhotoStartsElsewhere(Refused):
    sentence = _("%(received)s bytes of this photo are here. Go on from there.")


class PhotoIsDamaged(Invalid):
    sentence = _("The photo was damaged on its way. It begins again by itself.")


class OutboxIsNotReadable(Invalid):
    sentence = _("This is no file that the app on a phone saved. On the phone, save the outbox again and bring that.")


class OutboxIsTooLarge(Invalid):
    sentence = _("The file holds more than %(most)s records. Let the phone send the first ones where it has a signal.")


class NobodysOutbox(Missing):
    sentence = _(
        "No grower of your cooperative is known as %(grower)s. The file belongs to another cooperative's desk."
    )
