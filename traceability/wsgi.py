"""The door for web servers: granian, gunicorn or `manage.py demo`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")
application = get_wsgi_application()
