"""What is refused of a logger's file."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class LoggerFileIsEmpty(Invalid):
    sentence = _("No time with a temperature stands in this file. Export the readings as CSV, and choose that file.")


class LoggerIsInFahrenheit(Invalid):
    sentence = _("This file is in degrees Fahrenheit. Export it in degrees Celsius.")


class LoggerLineIsWrong(Invalid):
    sentence = _(
        "Row %(row)s holds no time and temperature between %(low)s and %(high)s °C: “%(text)s”. Export it anew."
    )


class LoggerFileHoldsFormulas(Invalid):
    sentence = _("Row %(row)s holds a formula, “%(text)s”, which no logger writes. Export the readings anew.")


class LoggerRunsBackwards(Invalid):
    sentence = _("Row %(row)s is earlier than the one before. Export the readings in their order.")


class LoggerClockIsUnknown(Invalid):
    sentence = _("The file does not say on which clock the logger ran. Choose it.")


class LoggerDaysAreUnclear(Invalid):
    sentence = _("“%(text)s” may be two days. Export the readings with the year first, as 2026-07-12.")


class LoggerIsOfAnotherTime(Invalid):
    sentence = _(
        "The logger ran from %(first)s to %(last)s, and nothing of it lies between loading and arrival of batch "
        "%(code)s. Check file and clock."
    )


class LoggerIsTooEarly(Refused):
    sentence = _("Batch %(code)s is not loaded yet, so no logger has travelled with it. Add the file afterwards.")


class LoggerFileIsHere(Refused):
    sentence = _("This file is with batch %(code)s already. Add the file of another logger.")
