"""The Celery application. Tasks are envelopes: a job's row in the database says what is to be done."""

import os

from celery import Celery
from celery.signals import worker_init

from traceability.jobs.courtesy import step_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traceability.settings")

app = Celery("traceability")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_init.connect(step_back)
