"""What is refused of the paper book."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class NoHeadings(Invalid):
    sentence = _(
        "No row of headings was found. One row must name at least the grower (姓名, 农户) and the weight (重量, 净重)."
    )


class NoRowsWritten(Invalid):
    sentence = _("Below the headings nothing is written. Fill in at least one row.")


class PaperNeedsAnswers(Refused):
    sentence = _("%(count)s rows still need an answer (first: row %(row)s). Mend them or leave them out.")


class PaperIsTakenIn(Refused):
    sentence = _("These rows were taken in on %(day)s. Nothing was changed.")


class NothingToTakeIn(Refused):
    sentence = _("Every row is left out: there is nothing to take in.")
