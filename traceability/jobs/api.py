"""How far long work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from traceability.jobs.models import Job

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class JobSerializer(serializers.ModelSerializer[Job]):
    rate = serializers.SerializerMethodField(help_text="Pieces a second since the work began")

    class Meta:
        model = Job
        fields = ("id", "kind", "state", "done", "total", "rate", "error", "created_at", "started_at", "finished_at")

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_rate(self, job: Job) -> float | None:
        if job.started_at is None:
            return None
        seconds = ((job.finished_at or timezone.now()) - job.started_at).total_seconds()
        return round(job.done / seconds, 1) if seconds > 0 else None


class Jobs(mixins.RetrieveModelMixin, viewsets.GenericViewSet[Job]):
    """Long work that you asked for: its state, and how many of how many are done."""

    serializer_class = JobSerializer
    queryset = Job.objects.none()

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(cast("AbstractBaseUser", self.request.user))
