"""Every statement names the version in use; backwards, every line of it hangs on its statement again."""

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
    dependencies = [("commissions", "0008_statements_name_their_version")]

    operations = [migrations.RunPython(name_the_version_in_use, hang_on_statements)]
