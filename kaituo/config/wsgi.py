"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
application = get_wsgi_application()

if os.environ.get("KAITUO_JOBS_IN_WEB"):
    from kaituo.foundation.jobs.worker import start_thread

    start_thread()
