from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("epcis", "0002_events_stay_as_written"),
    ]

    operations = [
        migrations.AlterField(
            model_name="eventsubject",
            name="role",
            field=models.CharField(
                choices=[
                    ("epc", "Object"),
                    ("class", "Lot"),
                    ("parent", "Carrier"),
                    ("child", "Object on the carrier"),
                    ("child_class", "Lot on the carrier"),
                    ("input", "Object that went in"),
                    ("input_class", "Lot that went in"),
                    ("output", "Object that came out"),
                    ("output_class", "Lot that came out"),
                    ("document", "Certificate"),
                ],
                max_length=20,
            ),
        ),
    ]
