"""One file, fed by the environment, closed by default: no DEBUG, no default secret, no open door."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, outside

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

SECRET_KEY = env.secret("SECRET_KEY", shortest=32)
LANTERN_MASTER_KEY = env.secret("LANTERN_MASTER_KEY", shortest=40)
LANTERN_OLD_MASTER_KEY = env.text("LANTERN_OLD_MASTER_KEY", "")
LANTERN_KEY_MODEL = "caseload.Case"
LANTERN_DEMO = env.flag("LANTERN_DEMO")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
SITE_URL = env.text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}/" if ALLOWED_HOSTS else "")


def database(url: str) -> dict[str, object]:
    """A Django database from postgres://user:password@host:port/name?options."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.SettingMissing(
            "DATABASE_URL must begin with postgres:// (Lantern runs on PostgreSQL only)."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config",
    "orders",
    "referrals",
    "clients",
    "caseload",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "guardian",
    "auditlog",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if "." in app
    or app not in {"orders", "referrals", "clients"}
    or (ROOT / app / "models" / "__init__.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caseload.views.preferences.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caseload.views.sessions.SessionLimitMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "caseload.views.preferences.face",
            ],
        },
    }
]
FORM_RENDERER = "caseload.forms.LanternRenderer"

# Sign-in ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "caseload.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "caseload:home"
ACCOUNT_ADAPTER = "caseload.views.accounts.ClosedDoorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Lantern: "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lantern"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LANTERN_DEMO
LANTERN_MFA_REQUIRED = env.flag("LANTERN_MFA_REQUIRED", default=not LANTERN_DEMO)
USERSESSIONS_TRACK_ACTIVITY = False
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False

# Sessions end 15 minutes after the last request and 12 hours after sign-in (CF-29).
SESSION_ENGINE = "caseload.session_store"
SESSION_COOKIE_AGE = 15 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ABSOLUTE_AGE = timedelta(hours=12)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "lantern_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "caseload.views.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LANTERN_DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if LANTERN_DEMO else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LANTERN_DEMO
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Audit --------------------------------------------------------------------------------------------
AUDITLOG_LOGENTRY_MODEL = "caseload.AuditEntry"
AUDITLOG_USE_BASE_MANAGER = True
AUDITLOG_MASK_CALLABLE = "caseload.foundation.audit.full_mask"
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_STORE_JSON_CHANGES = False

# API ----------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["knox.auth.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env.text("API_RATE", "600/min")},
    "EXCEPTION_HANDLER": "caseload.api.base.problem",
    "UNAUTHENTICATED_USER": None,
    "UNICODE_JSON": False,
}
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=env.number("API_TOKEN_DAYS", 90, least=1)),
    "AUTO_REFRESH": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Lantern",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "The same actions and the same access as the pages. Things are addressed by an opaque `ref`; a thing "
        "that is absent, not yours or another agency's is one answer, 404. Instants are RFC 3339 with an "
        "offset and answered in UTC; days are YYYY-MM-DD. Lists come in pages and show no protected text "
        "beyond the name a client is called by; opening one thing shows it and is written to the audit log. "
        "Unknown fields and filters are refused. Whoever works for several agencies names one in the header "
        "`X-Agency` by its short name."
    ),
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["caseload.api.base.schema.closed_requests"],
    "PATH_CONVERTER_OVERRIDES": {"ref": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}},
}

# Background work ----------------------------------------------------------------------------------
BROKER_URL = env.text("BROKER_URL", "")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"

# Messages: EMAIL_URL=smtp://user:password@host:587 or anymail+postmark://token@ ; without it, files --
globals().update(outside.email(env.text("EMAIL_URL", ""), VAR / "mail"))
SMS_URL = outside.texts(env.text("SMS_URL", ""))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Lantern <lantern@localhost>")

# Languages, time, files ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "config" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A file that is sent in stays in memory: a paper of a case never lies on the disk in the clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 17 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Attempts at the door and calls of the API are counted here; nothing about a case is.
CACHES = {"default": outside.counts(env.text("CACHE_URL", ""), broker=BROKER_URL)}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
