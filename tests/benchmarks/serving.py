"""The door of a server whose house has one empty room more: `tests/benchmarks/urls.py`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "tests.benchmarks.urls"
application = get_wsgi_application()
