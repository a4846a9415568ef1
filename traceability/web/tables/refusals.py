"""What is no table."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid


class TableIsNotReadable(Invalid):
    sentence = _("This is no table that can be read. Save it as Excel (.xlsx) or CSV and choose it again.")


class TableIsTooLarge(Invalid):
    sentence = _(
        "A table has at most %(rows)s rows and %(megabytes)s MB. Divide it, by village for example, and take the parts."
    )
