from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrchardsConfig(AppConfig):
    name = "orchards"
    verbose_name = _("Orchards")
