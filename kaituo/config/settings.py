"""Settings of one installation. Everything a person may choose comes from `KAITUO_*` variables; the rest is decided here."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kaituo.config.installation import Installation

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent
INSTALLATION = Installation()
HOME = INSTALLATION.home or CHECKOUT / "var"
HOME.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The key made at the first start and kept in the data folder, readable by its owner alone."""
    path = HOME / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = INSTALLATION.secret_key or secret_key()
DEBUG = INSTALLATION.debug
DEMO = INSTALLATION.demo or (HOME / "demo").exists()
ALLOWED_HOSTS = INSTALLATION.hosts
CSRF_TRUSTED_ORIGINS = INSTALLATION.origins

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "kaituo.foundation.jobs",
    "kaituo.foundation.identity",
    "kaituo.foundation.records",
    "kaituo.foundation.company",
    "kaituo.foundation.notices",
    "kaituo.foundation.approvals",
    "kaituo.foundation.search",
    "kaituo.foundation.metrics",
    "kaituo.foundation.ui",
    "kaituo.foundation.screens",
    "kaituo.sales.customers",
    "kaituo.sales.duplicates",
    "kaituo.sales.catalog",
    "kaituo.sales.pipeline",
    "kaituo.sales.leads",
    "kaituo.sales.orders",
    "kaituo.sales.receivables",
    "kaituo.sales.segments",
    "kaituo.sales.duties",
    "kaituo.field.activities",
    "kaituo.field.appointments",
    "kaituo.field.visits",
    "kaituo.team.people",
    "kaituo.team.territories",
    "kaituo.team.allocation",
    "kaituo.team.balance",
    "kaituo.team.worklogs",
    "kaituo.team.tasks",
    "kaituo.team.meetings",
    "kaituo.team.culture",
    "kaituo.performance.goals",
    "kaituo.performance.scorecards",
    "kaituo.performance.reviews",
    "kaituo.performance.development",
    "kaituo.performance.commissions",
    "kaituo.performance.contests",
    "kaituo.office.home",
    "kaituo.office.insights",
    "kaituo.office.payouts",
    "kaituo.office.reports",
    "kaituo.office.behaviour",
    "kaituo.office.briefings",
    "kaituo.office.appraisals",
    "kaituo.office.incentives",
    "kaituo.office.exchange",
    "kaituo.office.administration",
    "kaituo.office.api",
    "kaituo.office.reminders",
    "kaituo.integrations.webhooks",
    "kaituo.integrations.messengers",
    "kaituo.integrations.email",
    "kaituo.integrations.wecom",
    "kaituo.integrations.dingtalk",
    "kaituo.integrations.feishu",
    "kaituo.integrations.slack",
    "kaituo.integrations.teams",
    "kaituo.integrations.whatsapp",
    "kaituo.integrations.webpush",
    "kaituo.integrations.conferences",
    "kaituo.integrations.zoom",
    "kaituo.integrations.tencent_meeting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "kaituo.foundation.ui.middleware.DevicePermissions",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kaituo.foundation.identity.middleware.LanguageAndTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kaituo.foundation.identity.middleware.SeenSession",
    "django_htmx.middleware.HtmxMiddleware",
    "kaituo.foundation.records.middleware.RequestId",
    "kaituo.foundation.ui.nulls.WithoutNulls",
    "kaituo.foundation.ui.middleware.HouseCurrency",
    "kaituo.office.administration.middleware.FirstSteps",
]

ROOT_URLCONF = "kaituo.config.urls"
WSGI_APPLICATION = "kaituo.config.wsgi.application"

CONTEXTS = [PACKAGE.joinpath(*name.split(".")[1:]) for name in INSTALLED_APPS if name.startswith("kaituo.")]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "kaituo.foundation.ui.spoken.Engine",
        "NAME": "jinja",
        "DIRS": [path / "templates" for path in CONTEXTS],
        "OPTIONS": {
            "environment": "kaituo.foundation.ui.jinja.environment",
            "context_processors": [*CONTEXT_PROCESSORS, "kaituo.foundation.ui.shell.page_context"],
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": CONTEXT_PROCESSORS}},
]

SQLITE = f"sqlite:///{HOME / 'kaituo.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(INSTALLATION.database or SQLITE, conn_max_age=0)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "kaituo.config.sqlite"
    # Deferred transactions fail with "database is locked" as soon as two people write; IMMEDIATE waits its turn instead.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
            " PRAGMA cache_size=-16384; PRAGMA journal_size_limit=67108864; PRAGMA foreign_keys=ON;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    # A file, so that in tests too every thread has a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A server that is gone is told within seconds, and a connection that it dropped is replaced before it is used.
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}, "connect_timeout": 5}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
FORM_RENDERER = "django.forms.renderers.Jinja2"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["kaituo.foundation.identity.backends.PasswordBackend", "kaituo.foundation.identity.backends.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "kaituo.foundation.identity.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "kaituo.foundation.identity.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(INSTALLATION.https) if INSTALLATION.proxies is None else INSTALLATION.proxies
"""Behind a proxy a visitor is whom the proxy says it heard from; else all share one address, and one who guesses passwords keeps everybody out."""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
MFA_TOTP_ISSUER = "Kaituo"
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [CHECKOUT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = INSTALLATION.time_zone

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "kaituo.config.media.Storage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "kaituo.config.static.Storage"},
}
WHITENOISE_ROOT = PACKAGE / "foundation" / "ui" / "root"
"""What browsers and robots ask for at the very top whatever a page says."""
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = INSTALLATION.https
SECURE_HSTS_SECONDS = 31_536_000 if INSTALLATION.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kaituo.config.refusals.forged"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

API_REQUESTS_PER_MINUTE = INSTALLATION.api_per_minute
COMMISSIONS_ON = INSTALLATION.commissions_on
WEBHOOKS_ALLOW_PRIVATE = INSTALLATION.webhooks_allow_private
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if INSTALLATION.smtp_host else "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST = INSTALLATION.smtp_host
EMAIL_PORT = INSTALLATION.smtp_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = INSTALLATION.smtp_user, INSTALLATION.smtp_password
EMAIL_USE_TLS, EMAIL_USE_SSL = INSTALLATION.smtp_security == "starttls", INSTALLATION.smtp_security == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = INSTALLATION.mail_from
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
