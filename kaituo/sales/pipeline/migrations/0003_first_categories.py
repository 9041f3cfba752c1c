from django.db import migrations
from django.utils import timezone


def remember_categories(apps, schema_editor):
    """The stages there are have counted as they do now since they were made."""
    rows = [
        (stage.pk, timezone.localdate(stage.created_at), stage.category)
        for stage in apps.get_model('pipeline', 'Stage').objects.all()
    ]
    category = apps.get_model('pipeline', 'StageCategory')
    category.objects.bulk_create([category(stage_id=stage, starts_on=day, category=name) for stage, day, name in rows])


def let_forecasters_look_back(apps, schema_editor):
    """Whoever sees forecasts sees what they said on past days, as far."""
    grant = apps.get_model('identity', 'Grant')
    seen = grant.objects.filter(model='pipeline.ForecastSubmission', verb__in=['view', '*'])
    rows = {(each.role_id, each.scope) for each in seen}
    held = set(grant.objects.filter(model='pipeline.ForecastSnapshot', verb='view').values_list('role_id', 'scope'))
    grant.objects.bulk_create(
        [grant(role_id=role, model='pipeline.ForecastSnapshot', verb='view', scope=scope) for role, scope in sorted(rows - held)]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0001_initial'),
        ('pipeline', '0002_forecast_of_days'),
    ]

    operations = [
        migrations.RunPython(remember_categories, migrations.RunPython.noop),
        migrations.RunPython(let_forecasters_look_back, migrations.RunPython.noop),
    ]
