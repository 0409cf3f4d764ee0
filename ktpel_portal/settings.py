"""Settings. What differs per machine comes from the environment (env.py); the rest is decided here."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ktpel_portal.csp import CSP
from ktpel_portal.env import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = read_environment(os.environ, root=BASE_DIR)

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
# Former ones, with which what was signed before is still read.
SECRET_KEY_FALLBACKS = ENV.secret_key_fallbacks
# With which the chain of security events is made; it outlives a change of SECRET_KEY.
AUDIT_KEY = ENV.audit_key
ALLOWED_HOSTS = ENV.allowed_hosts
DATABASES = {"default": ENV.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DEMO = ENV.demo
DEMO_PASSWORD = ENV.demo_password
# The portal's day; None is the day that it really is. Moments, sessions and locks use the real clock.
PORTAL_TODAY = ENV.portal_today

ROOT_URLCONF = "ktpel_portal.urls"
WSGI_APPLICATION = "ktpel_portal.wsgi.application"

INSTALLED_APPS = [
    # First, so that its templates and translations win over those of the apps below.
    "monitoring.apps.MonitoringConfig",
    "import_export",
    # Simple: the portal brings its own site, nothing is found and registered by itself.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "ktpel_portal.apps.PortalConfig",
]

MIDDLEWARE = [
    # First what everything below relies on, and what every answer must have, those of Django itself included.
    "ktpel_portal.proxies.TrustedProxiesMiddleware",
    "ktpel_portal.request_ids.RequestIdMiddleware",
    "ktpel_portal.headers.HeadersMiddleware",
    "ktpel_portal.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ktpel_portal.headers.MethodsMiddleware",
    "ktpel_portal.odd_requests.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ktpel_portal.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "monitoring.admin.refusing_access.RefusedAccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: it asks who is signed in, and tells by a message why someone goes no further.
    "monitoring.admin.signing_in.gate.GateMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Who signs in

AUTH_USER_MODEL = "monitoring.User"
# Whether the centre and administrators must have a second factor; others may.
SECOND_FACTOR_REQUIRED = ENV.second_factor_required
# What the app on a phone calls the portal.
OTP_TOTP_ISSUER = "Portal Blangko KTP-el"
# Tries are counted by the portal's own lock; and the codes that fit do not wander with a phone's clock.
OTP_TOTP_THROTTLE_FACTOR = 0
OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_SYNC = False
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "monitoring.accounts.passwords.OfficeWordValidator"},
]

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".static"
# What officers send is kept, never served: there is no MEDIA_URL that leads to it.
MEDIA_ROOT = ENV.uploads_dir
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": ENV.uploads_storage,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Other sites have no use for them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# How much of a file that came through the web is read; the command line reads more (imports/limits.py).
UPLOAD_LIMITS = ENV.upload_limits
# How many files, and how many bytes of them, one user may send within an hour through the web.
UPLOADS_PER_HOUR = ENV.uploads_per_hour
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A grid page holds one district a row, seven figures and their bookkeeping each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# E-mail: where no server is named nothing is sent, and nothing says that it was.

EMAIL_CONFIGURED = bool(ENV.mail["EMAIL_HOST"])
EMAIL_BACKEND = ENV.mail["EMAIL_BACKEND"]
EMAIL_HOST = ENV.mail["EMAIL_HOST"]
EMAIL_PORT = ENV.mail["EMAIL_PORT"]
EMAIL_HOST_USER = ENV.mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = ENV.mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = ENV.mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = ENV.mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from or "portal@localhost"

# Import and export: without these codes every staff user may do both.

IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Safety on the way to the browser

# How many servers stand before this one and pass requests on (proxies.py); with none nothing is believed.
TRUSTED_PROXIES = ENV.trusted_proxies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.https
SECURE_HSTS_PRELOAD = ENV.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Nothing but the portal's own files: no code and no style within a page, no frame, no other host.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# With the prefix a browser takes the cookie from this very host alone, over https, for all of its paths.
SESSION_COOKIE_NAME = "__Host-sessionid" if ENV.https else "sessionid"
# Gone with the browser, and forgotten so long after its last use. The gate ends it earlier (rules.py).
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = ENV.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ktpel_portal.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ENV.https else "csrftoken"
CSRF_COOKIE_SECURE = ENV.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "__Host-django_language" if ENV.https else "django_language"
LANGUAGE_COOKIE_SECURE = ENV.https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# Everything goes to standard error; queries, and with them figures and names, are not logged.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "ktpel_portal.request_ids.RequestIdFilter"}},
    "formatters": {
        "line": {
            "class": "ktpel_portal.log_lines.LineFormatter",
            "format": "{asctime} {levelname} {request_id} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Refused requests for another host, each with a trace: scanners would fill the log.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
