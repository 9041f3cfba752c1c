"""A pipeline of three stages."""

import pytest

from kaituo.sales.pipeline.models import Pipeline, Stage


@pytest.fixture
def stages(db):
    pipeline = Pipeline.objects.create(name="Sales")
    kinds = [("Lead", "open", "0.1", "pipeline"), ("Offer", "open", "0.5", "commit"), ("Won", "won", "1", "closed_won")]
    return [Stage.objects.create(pipeline=pipeline, name=n, position=i, kind=k, probability=p, category=c) for i, (n, k, p, c) in enumerate(kinds)]
