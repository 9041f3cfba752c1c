"""Statements say of each line whether it counts money or pieces, so components repeat what the document of their version says of it."""

from django.db import migrations, models


def repeat_basis(apps, _editor):
    Component = apps.get_model("commissions", "Component")
    for component in Component.objects.select_related("terms"):
        key = component.code.partition(".")[2]
        told = (each for each in component.terms.document.get("components", []) if each.get("key") == key)
        basis = next(told, {}).get("basis", "amount")
        if basis != "amount":
            Component.objects.filter(pk=component.pk).update(basis=basis)


class Migration(migrations.Migration):
    dependencies = [("commissions", "0005_fewer_indexes_of_lines")]

    operations = [
        migrations.AddField("component", "basis", models.CharField(default="amount", editable=False, max_length=10)),
        migrations.RunPython(repeat_basis, migrations.RunPython.noop),
    ]
