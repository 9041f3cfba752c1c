"""A statement names the version of its run that is in use. What it is stands in the next migration, what follows from it in the one after: PostgreSQL changes
no table in the transaction in which its rows were changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commissions", "0007_released")]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="run_version",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="statements",
                to="commissions.runversion",
            ),
        ),
    ]
