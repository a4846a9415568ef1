import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("parties", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="MachineToken",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                (
                    "number",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="Names the token; no secret", unique=True
                    ),
                ),
                ("name", models.CharField(help_text="Which machine has it", max_length=60)),
                ("scopes", models.CharField(help_text="Names with a blank between: read receive", max_length=200)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="parties.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scopes__regex",
                                "^(certify|labels|links|load|lots|orchards|papers|read|receive|ship)( (certify|labels|links|load|lots|orchards|papers|read|receive|ship))*$",
                            )
                        ),
                        name="a_token_has_known_scopes",
                    ),
                    models.CheckConstraint(condition=models.Q(("expiry__isnull", False)), name="a_token_ends"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_token_says_which_machine_has_it"
                    ),
                ],
            },
        ),
    ]
