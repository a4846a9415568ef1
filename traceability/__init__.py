"""Tianyang Trace: the chain of custody from a tree in Tianyang to whoever scans its carton."""

from traceability.celery import app as celery_app

__all__ = ["celery_app"]
