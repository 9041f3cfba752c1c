"""Lines of statements are found by version and payee: no line is written again when a version is taken into use."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0009_versions_in_use_named"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("run_version", "payee"), name="one_statement_per_version_and_payee"),
        ),
        migrations.RemoveIndex(model_name="statementline", name="commissions_stateme_33392f_idx"),
        migrations.RemoveField(model_name="statementline", name="statement"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="statementline",
                    name="statement",
                    field=models.ForeignObject(
                        from_fields=("version", "payee"),
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="lines",
                        to="commissions.statement",
                        to_fields=("run_version", "payee"),
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(fields=["version", "payee", "component", "band"], name="lines_of_statements"),
        ),
        migrations.AlterField(
            model_name="statementline",
            name="version",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="commissions.runversion"
            ),
        ),
        migrations.AlterField(
            model_name="statementline",
            name="payee",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
