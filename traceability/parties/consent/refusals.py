"""What is refused about consents and pictures."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, NotYours, Refused


class ConsentIsForTheGrower(NotYours):
    sentence = _("Only the grower, or the grower’s own cooperative with a signed paper, says what is shown. Ask there.")


class ConsentWordsChanged(Refused):
    sentence = _("The words of this consent have changed since they were shown. Read the new ones and decide again.")


class ConsentPaperIsMissing(Invalid):
    sentence = _("A consent on paper needs the number that stands on the form. Type it as it is printed.")


class ConsentKindIsUnknown(Invalid):
    sentence = _("%(kind)s is nothing that can be agreed to: name, photo or plot. Choose one of them.")


class ConsentIsFromTheFuture(Invalid):
    sentence = _("The paper cannot be signed on %(day)s, which has not come yet. Check the day.")


class ConsentIsOlderThanItsWords(Invalid):
    sentence = _("No words were in force on %(day)s that could have been signed. Check the day.")


class NobodyConsented(Refused):
    sentence = _("The grower has not agreed that such a picture is shown. Record the consent first, then add it.")


class PictureIsTooNarrow(Invalid):
    sentence = _("This picture is %(width)s dots wide; buyers need at least %(least)s. Choose a larger one.")


class TooManyPictures(Refused):
    sentence = _("There are %(limit)s pictures of this plot already. Take one away first.")


class PersonIsErased(Refused):
    sentence = _("What was known of this person was erased. Enter the person anew instead.")
