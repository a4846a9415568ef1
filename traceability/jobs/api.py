"""How far long work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets

from traceability.jobs.models import Job
from traceability.web.scopes import Scope

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class JobSerializer(serializers.ModelSerializer[Job]):
    rate = serializers.FloatField(read_only=True, allow_null=True, help_text="Units a second since the work began")
    seconds_left = serializers.FloatField(
        read_only=True, allow_null=True, help_text="Seconds until all is done at this rate; null while nobody can tell"
    )

    class Meta:
        model = Job
        fields = (
            "id",
            "kind",
            "state",
            "done",
            "total",
            "rate",
            "seconds_left",
            "error",
            "created_at",
            "started_at",
            "finished_at",
        )


class Jobs(mixins.RetrieveModelMixin, viewsets.GenericViewSet[Job]):
    """Long work that you asked for: its state, and how many of how many are done."""

    to_read = Scope.READ
    serializer_class = JobSerializer
    queryset = Job.objects.none()

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(cast("AbstractBaseUser", self.request.user))
