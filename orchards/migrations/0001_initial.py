import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("epcis", "0002_events_stay_as_written"),
        ("lots", "0002_books_balance"),
        ("parties", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pseudonym", models.CharField(max_length=20, unique=True)),
                ("registered_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cooperative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="growers", to="parties.organisation"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grower", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.village"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrchardRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orchard_registrations",
                        to="parties.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The file's name, or the day it was typed", max_length=200)),
                ("digest", models.CharField(help_text="SHA-256 of the rows as written, hexadecimal", max_length=64)),
                ("rows", models.JSONField(default=list, help_text="Each row as it was written, with what was mended")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cooperative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_books",
                        to="parties.organisation",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pesticide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=80)),
                ("crop", models.CharField(choices=[("mango", "Mango"), ("citrus", "Citrus")], max_length=10)),
                (
                    "substance",
                    models.CharField(help_text="Common name of the active substance, ISO 1750", max_length=60),
                ),
                ("name_zh", models.CharField(max_length=40)),
                ("formulation", models.CharField(max_length=20)),
                ("interval_days", models.PositiveSmallIntegerField(help_text="Pre-harvest interval")),
                ("target_en", models.CharField(max_length=120)),
                ("target_zh", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("crop", "substance", "formulation"), name="a_pesticide_is_listed_once_a_crop"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="The grower's own number", max_length=10)),
                ("area_mu", models.DecimalField(decimal_places=2, help_text="亩; 1 亩 = 666.67 m²", max_digits=8)),
                ("trees", models.PositiveIntegerField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "grower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plots", to="orchards.grower"
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plot", to="parties.place"
                    ),
                ),
                (
                    "variety",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plots", to="lots.variety"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Harvest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "client_id",
                    models.UUIDField(help_text="Made on the phone: the same record twice is one record", unique=True),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("phone", "Phone"), ("paper", "Paper book"), ("desk", "Desk"), ("program", "Program")],
                        default="phone",
                        max_length=10,
                    ),
                ),
                (
                    "device_clock",
                    models.DateTimeField(
                        blank=True, help_text="What the phone's clock said when it was logged", null=True
                    ),
                ),
                (
                    "clock_skew_s",
                    models.BigIntegerField(default=0, help_text="Seconds by which the phone's clock was behind ours"),
                ),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                ("lot_code", models.CharField(max_length=20)),
                ("weight_g", models.PositiveBigIntegerField()),
                ("crates", models.PositiveSmallIntegerField(default=0)),
                ("embryo_less", models.BooleanField(default=False)),
                (
                    "picked_at",
                    models.DateTimeField(help_text="By our clock: what the record said, corrected for the phone's"),
                ),
                ("stated_at", models.DateTimeField(help_text="As the record said it")),
                ("picked_offset", models.SmallIntegerField(help_text="Minutes east of UTC where it was picked")),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("accuracy_m", models.FloatField(blank=True, help_text="Metres, as the phone told", null=True)),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        help_text="Sent under it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.signincard",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="epcis.event"
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="lots.product"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harvests",
                        to="orchards.paperbook",
                    ),
                ),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="harvests", to="orchards.plot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_id", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("body", models.JSONField(help_text="The record as it came")),
                ("digest", models.CharField(help_text="SHA-256 of its canonical JSON, hexadecimal", max_length=64)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.signincard",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to="orchards.plot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisteredPlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registered", to="orchards.plot"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="orchards.orchardregistration",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="orchardregistration",
            name="plots",
            field=models.ManyToManyField(
                blank=True, related_name="registrations", through="orchards.RegisteredPlot", to="orchards.plot"
            ),
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=80)),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("season_warns_kg_per_mu", "A season's yield that is asked about"),
                            ("season_stops_kg_per_mu", "A season's yield that must be explained"),
                            ("weigh_in_tolerance_percent", "Difference at weigh-in, share of what was logged"),
                            ("weigh_in_tolerance_kg", "Difference at weigh-in that is never asked about"),
                            ("one_harvest_kg", "Most that one harvest can weigh"),
                            ("far_from_plot_m", "Distance from the plot that is asked about, metres"),
                            ("night_begins_hour", "Hour from which nobody picks"),
                            ("night_ends_hour", "Hour from which people pick"),
                            ("hands_kg_per_hour", "Most that a household picks in an hour, kg"),
                            ("season_margin_days", "Days by which a season may shift"),
                            ("clock_off_minutes", "Minutes by which a phone's clock may be off"),
                            ("area_differs_percent", "Difference of the drawn to the stated area that is asked about"),
                        ],
                        max_length=40,
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=10)),
                ("valid_from", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="a_threshold_begins_once_a_day"),
                    models.CheckConstraint(condition=models.Q(("value__gt", 0)), name="a_threshold_is_above_nothing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "client_id",
                    models.UUIDField(help_text="Made on the phone: the same record twice is one record", unique=True),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("phone", "Phone"), ("paper", "Paper book"), ("desk", "Desk"), ("program", "Program")],
                        default="phone",
                        max_length=10,
                    ),
                ),
                (
                    "device_clock",
                    models.DateTimeField(
                        blank=True, help_text="What the phone's clock said when it was logged", null=True
                    ),
                ),
                (
                    "clock_skew_s",
                    models.BigIntegerField(default=0, help_text="Seconds by which the phone's clock was behind ours"),
                ),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                ("product", models.CharField(max_length=80)),
                (
                    "registration_number",
                    models.CharField(blank=True, help_text="Chinese pesticide registration, PD…", max_length=20),
                ),
                ("substances", models.JSONField(default=list, help_text="Active substances, common names")),
                ("dose", models.CharField(blank=True, max_length=60)),
                ("target", models.CharField(blank=True, max_length=80)),
                ("applied_on", models.DateField(help_text="By our clock")),
                ("stated_on", models.DateField(help_text="As the record said it")),
                ("logged_at", models.DateTimeField(help_text="By our clock")),
                ("interval_days", models.PositiveSmallIntegerField(help_text="Pre-harvest interval on the label")),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        help_text="Sent under it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.signincard",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="epcis.event"
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="treatments", to="orchards.plot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "client_id",
                    models.UUIDField(help_text="Made on the phone: the same record twice is one record", unique=True),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.signincard",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        help_text="The declaration that the old event is wrong",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="epcis.event",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "by_harvest",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrects",
                        to="orchards.harvest",
                    ),
                ),
                (
                    "harvest",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="orchards.harvest",
                    ),
                ),
                (
                    "by_treatment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrects",
                        to="orchards.treatment",
                    ),
                ),
                (
                    "treatment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="orchards.treatment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WeighIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("explanation", models.CharField(blank=True, max_length=200)),
                (
                    "harvest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weigh_in", to="orchards.harvest"
                    ),
                ),
                (
                    "lot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weigh_in", to="lots.lot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HarvestPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(help_text="Of the file as the phone has it, hexadecimal", max_length=64)),
                ("size", models.PositiveIntegerField(help_text="Bytes of the file as the phone has it")),
                (
                    "received",
                    models.BinaryField(default=b"", help_text="What has come so far; emptied when it is whole"),
                ),
                ("image", models.ImageField(blank=True, upload_to="harvests/")),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                (
                    "harvest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photo", to="orchards.harvest"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="a_photo_is_not_empty")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="paperbook",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=("cooperative", "digest"),
                name="a_paper_book_is_taken_in_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperbook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_confirmed_what_is_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="plot",
            constraint=models.UniqueConstraint(fields=("grower", "number"), name="a_grower_numbers_a_plot_once"),
        ),
        migrations.AddConstraint(
            model_name="plot",
            constraint=models.CheckConstraint(condition=models.Q(("area_mu__gt", 0)), name="a_plot_has_area"),
        ),
        migrations.AddIndex(
            model_name="harvest",
            index=models.Index(fields=["plot", "-picked_at"], name="harvests_of_a_plot"),
        ),
        migrations.AddConstraint(
            model_name="harvest",
            constraint=models.UniqueConstraint(
                fields=("product", "lot_code"), name="harvest_lot_code_once_per_product"
            ),
        ),
        migrations.AddConstraint(
            model_name="harvest",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight_g__gt", 0)), name="a_harvest_weighs_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(fields=("client_id", "digest"), name="another_version_is_kept_once"),
        ),
        migrations.AddConstraint(
            model_name="registeredplot",
            constraint=models.UniqueConstraint(
                fields=("registration", "plot", "valid_from"), name="a_plot_joins_a_registration_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="registeredplot",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="a_plot_leaves_a_registration_after_it_joins",
            ),
        ),
        migrations.AddConstraint(
            model_name="orchardregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="registration_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="treatment",
            index=models.Index(fields=["plot", "-applied_on"], name="treatments_of_a_plot"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by_treatment", None), ("harvest__isnull", False), ("treatment", None)),
                    models.Q(("by_harvest", None), ("harvest", None), ("treatment__isnull", False)),
                    _connector="OR",
                ),
                name="a_correction_is_of_one_record_by_its_like",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("by_harvest", None),
                        models.Q(("by_harvest", models.F("harvest")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("by_treatment", None),
                        models.Q(("by_treatment", models.F("treatment")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="no_record_corrects_itself",
            ),
        ),
    ]
