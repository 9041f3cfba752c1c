"""A statement names the version of its run that is in use, and its lines are found by version and payee: no line is written again for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_the_version_in_use(apps, schema_editor):
    run_version = apps.get_model("commissions", "RunVersion")
    used = run_version.objects.filter(run=models.OuterRef("run"), state="in_use").values("pk")[:1]
    apps.get_model("commissions", "Statement").objects.update(run_version=models.Subquery(used))


def hang_on_statements(apps, schema_editor):
    statement = apps.get_model("commissions", "Statement")
    found = statement.objects.filter(run_version=models.OuterRef("version"), payee=models.OuterRef("payee")).values("pk")[:1]
    apps.get_model("commissions", "StatementLine").objects.update(statement=models.Subquery(found))


class Migration(migrations.Migration):
    dependencies = [
        ("commissions", "0007_released"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

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
        migrations.RunPython(name_the_version_in_use, hang_on_statements),
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
