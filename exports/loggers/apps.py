from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoggersConfig(AppConfig):
    name = "exports.loggers"
    label = "loggers"
    verbose_name = _("Temperature loggers")
