"""What a version of a plan says becomes its document. Components keep their rows, to which statement lines refer; their bands and rates move into it."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import kaituo.performance.commissions.models.plan
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES


def write_documents(apps, _editor):
    """The same rule in the form of plan files: nothing of a component or band is left out."""
    Terms, Component = apps.get_model("commissions", "PlanTerms"), apps.get_model("commissions", "Component")
    for component in Component.objects.select_related("terms"):
        component.code = f"{component.terms.plan_id}.c{component.code[:31].lower()}"
        component.save(update_fields=["code"])
    for terms in Terms.objects.all():
        rows = Component.objects.filter(terms=terms).order_by("pk")
        kept = rows if terms.released_at else rows.filter(archived_at__isnull=True)
        terms.document = {"components": [_component(row) for row in kept], "best_of": [], "caps": [], "draw": None}
        terms.save(update_fields=["document"])


def _component(row):
    measure = MEASURES.get(row.measure)
    by_piece = measure is not None and measure.unit != Unit.MONEY
    bands = [_band(band) for band in row.bands.order_by("lower", "pk")]
    table = {"kind": "table", "bands": bands, "method": row.tiers, "by": "target" if row.unit == "target" else "basis", "edge": row.edge}
    return {
        "kind": "commission",
        "key": row.code.partition(".")[2],
        "name": row.name,
        "measures": [row.measure],
        "basis": "units" if by_piece else "amount",
        "reset": row.reset,
        "rate": table | {"accumulated": row.is_accumulated, "per_unit": by_piece},
        "release": {"kind": "on_cash"} if row.release == "cash" else None,
        "returns_lower_attainment": row.returns_lower_attainment,
    }


def _band(band):
    return {"lower": _plain(band.lower), "upper": None if band.upper is None else _plain(band.upper), "rate": _plain(band.rate)}


def _plain(number):
    return f"{number.normalize():f}"


class Migration(migrations.Migration):
    dependencies = [("commissions", "0002_calculated_in_the_background")]

    operations = [
        migrations.AddField(
            model_name='component',
            name='kind',
            field=models.CharField(choices=[('commission', 'Commission'), ('spiff', 'Reward'), ('fixed', 'Fixed amount'), ('override', 'Part of what the team sells or earns'), ('pool', 'Pool')], default='commission', max_length=12, verbose_name='Kind'),
        ),
        migrations.AddField(
            model_name='plan',
            name='name_en',
            field=models.CharField(blank=True, max_length=120, verbose_name='Name in English'),
        ),
        migrations.AddField(
            model_name='plan',
            name='pay_dates',
            field=models.JSONField(blank=True, default=list, editable=False, validators=[kaituo.performance.commissions.models.plan.is_list_of_days]),
        ),
        migrations.AddField(
            model_name='plan',
            name='pay_every',
            field=models.CharField(choices=[('week', 'Every week'), ('two_weeks', 'Every two weeks'), ('half_month', 'Twice a month'), ('month', 'Every month'), ('quarter', 'Every quarter'), ('half_year', 'Every half-year'), ('year', 'Every year'), ('dates', 'On given days')], default='month', help_text='A run pays the pay periods that end in it', max_length=10, verbose_name='Pay period'),
        ),
        migrations.AddField(
            model_name='plan',
            name='year_starts',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='First month of the year'),
        ),
        migrations.AddField(
            model_name='planassignment',
            name='weight',
            field=models.DecimalField(decimal_places=8, default=1, help_text='Of her share in pools dealt out by weight', max_digits=16, validators=[django.core.validators.MinValueValidator(0)], verbose_name='Weight'),
        ),
        migrations.AddField(
            model_name='planterms',
            name='document',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='statementline',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissions.plan'),
        ),
        migrations.AlterField(
            model_name='component',
            name='code',
            field=models.CharField(editable=False, max_length=48),
        ),
        migrations.AlterField(
            model_name='component',
            name='measure',
            field=models.CharField(blank=True, max_length=60, verbose_name='Measure'),
        ),
        migrations.AlterField(
            model_name='component',
            name='release',
            field=models.CharField(default='order', editable=False, max_length=10, verbose_name='Pay'),
        ),
        migrations.AlterField(
            model_name='statementline',
            name='kind',
            field=models.CharField(choices=[('earned', 'Earned'), ('claw_back', 'Claw-back'), ('limit', 'Limit of one credit'), ('fixed', 'Fixed amount'), ('spiff', 'Reward'), ('pool', 'Part of a pool'), ('floor', 'Least amount'), ('cap', 'Cap'), ('carried', 'Carried over'), ('best_of', 'Not the best'), ('release', 'Released by payment'), ('plan_cap', 'Cap of the plan'), ('plan_carried', 'Carried over by the plan'), ('draw', 'Draw'), ('recovery', 'Draw taken back'), ('difference', 'Difference of closed periods'), ('adjustment', 'Adjustment')], default='earned', max_length=12),
        ),
        migrations.RunPython(write_documents, migrations.RunPython.noop, elidable=False),
        migrations.RemoveField(
            model_name='component',
            name='edge',
        ),
        migrations.RemoveField(
            model_name='component',
            name='is_accumulated',
        ),
        migrations.RemoveField(
            model_name='component',
            name='reset',
        ),
        migrations.RemoveField(
            model_name='component',
            name='returns_lower_attainment',
        ),
        migrations.RemoveField(
            model_name='component',
            name='tiers',
        ),
        migrations.RemoveField(
            model_name='component',
            name='unit',
        ),
        migrations.DeleteModel(
            name='Band',
        ),
    ]
