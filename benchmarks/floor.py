"""The floor: a bare Django view under the same server. It runs the SQL it is told, by keys known beforehand, and answers as many bytes as the page.

No sign-in, no rights, no templates: what remains is the cost of Django, the server, the database driver and the bytes.
"""

import json
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kaituo.config.settings import DATABASES, SECRET_KEY

if not settings.configured:
    settings.configure(DATABASES=DATABASES, SECRET_KEY=SECRET_KEY, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], USE_TZ=True)

FLOORS = json.loads(Path(os.environ["BENCH_FLOORS"]).read_text(encoding="utf-8")) if "BENCH_FLOORS" in os.environ else {}
"""{name: [SQL, …]}; in a writing statement `:unique` stands for a value that no row has yet."""


def floor(request: HttpRequest, name: str) -> HttpResponse:
    """Read the rows, write them out as text, and fill up to the asked number of bytes."""
    written = []
    with connection.cursor() as cursor:
        for statement in FLOORS.get(name, []):
            cursor.execute(statement)
            written.append("\n".join("\t".join(map(str, row)) for row in cursor.fetchall()))
    wanted = int(request.GET.get("bytes", 0))
    return HttpResponse("\n".join(written).encode()[:wanted].ljust(wanted))


@transaction.atomic
def writing(_request: HttpRequest, name: str) -> HttpResponse:
    with connection.cursor() as cursor:
        for statement in FLOORS[name]:
            cursor.execute(statement.replace(":unique", f"'{uuid4().hex}'"))
    return HttpResponse(status=204)


urlpatterns = [path("floor/<str:name>/", floor), path("writing/<str:name>/", writing)]
application = get_wsgi_application()
