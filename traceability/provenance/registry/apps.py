from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "traceability.provenance.registry"
    label = "registry"
    verbose_name = _("Registered links")
