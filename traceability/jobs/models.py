"""Long work is a row before it is a message: what is to be done, how far it is, who works on it until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser


def new_id() -> UUID:
    """A UUIDv7: jobs sort by the time they were asked for."""
    return uuid6.uuid7()


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: AbstractBaseUser) -> JobQuerySet:
        """The jobs that the user asked for."""
        return self.filter(asked_by=user.pk)


class Job(models.Model):
    """One piece of long work. The row is the truth; a Celery message only carries its id."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0, help_text="How often a worker took the whole of it")
    faults = models.PositiveSmallIntegerField(default=0, help_text="How often that worker died or broke")
    is_whole = models.BooleanField(default=False, help_text="One worker has all of it; else its pieces are given out")
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)
    message_sent_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True, help_text="Nobody is told of it earlier")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at_start = models.PositiveBigIntegerField(default=0, help_text="What was done before `started_at`")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="a_job_does_no_more_than_its_total"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="a_running_job_has_a_lease"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="a_failed_job_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at=None)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="a_job_is_finished_when_it_has_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["state", "lease_until"], name="jobs_by_lease", condition=Q(state__in=["waiting", "running"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def rate(self) -> float | None:
        """Units a second since the work began or was resumed; None before that."""
        if self.started_at is None:
            return None
        seconds = ((self.finished_at or timezone.now()) - self.started_at).total_seconds()
        return round((self.done - self.done_at_start) / seconds, 1) if seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds until all is done at this rate; None while nobody can tell."""
        if self.state != self.State.RUNNING or not self.rate:
            return None
        return round((self.total - self.done) / self.rate, 1)


class Piece(models.Model):
    """Units first..last of a job that many workers do side by side. Gone when the job is done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="pieces")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    faults = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "first"], name="a_piece_is_there_once"),
            models.CheckConstraint(condition=Q(first__gte=1) & Q(last__gte=F("first")), name="a_piece_runs_forward"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | Q(state__in=["waiting", "done"], lease_until=None),
                name="a_piece_has_a_lease_while_it_runs",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(result__isnull=False), name="a_done_piece_says_what_came_of_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.first}-{self.last}"

    @property
    def size(self) -> int:
        """How many units it has."""
        return self.last - self.first + 1
