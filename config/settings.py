"""Settings, each from the environment; with nothing set, a safe local installation on SQLite.

The README lists the variables under "Put it on a server".
"""

import json
import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from config.backends import OWN_FILES, cache, database, replica
from config.language import known_language
from config.limits import days_kept, rate_limit
from config.release import fingerprint
from config.secret_key import former_keys, kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
# Read as they are: django-environ takes a value that begins with a dollar for another's name.
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret_key(DATA_DIR / "secret_key")
# Keys used before, which still verify what they signed: readers' cookies, sessions, links.
SECRET_KEY_FALLBACKS = former_keys(os.environ.get("SECRET_KEY_FALLBACKS", ""))

# Where readers find the site. What must be stricter on the open internet follows from it.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
# Where readers report errors: an address of electronic mail, or of a page with a form.
CONTACT = env.str("CONTACT", default="")
_site = urlsplit(SITE_URL)
_secure = _site.scheme == "https"
_local = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [_site.hostname or "127.0.0.1", *_local, *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Where the site begins is said here and never by a request.
FORCE_SCRIPT_NAME = _site.path

SECURE_SSL_REDIRECT = _secure
# Machines next door ask these, before any proxy. Where the site begins is part of what is matched.
_begins = re.escape(f"{_site.path}/".lstrip("/"))
SECURE_REDIRECT_EXEMPT = [f"^{_begins}healthz$", f"^{_begins}readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=60 * 60 * 24 * 30) if _secure else 0
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
# What of a browser no page needs, and so none may ask for.
NOT_NEEDED = [
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    *("publickey-credentials-get", "screen-wake-lock", "xr-spatial-tracking"),
]
CSRF_FAILURE_VIEW = "briefing.views.csrf_failure"
# Whether subdomains and the browsers' preload lists take part is for the domain's owner to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

INSTALLED_APPS = [
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "quiz",
    "briefing",
    "config.operations",
]

MIDDLEWARE = [
    "briefing.middleware.policies",
    "config.operations.request_log.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "briefing.middleware.bounded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "briefing.middleware.not_modified",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "briefing.middleware.method_not_allowed",
    "config.operations.replica.read_from_replica",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "NAME": "jinja",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "quiz.results.jinja.environment"},
    },
]

DATABASES = {"default": database(env, "DATABASE_URL", DATA_DIR / "readout.sqlite3")}
if env.str("DATABASE_REPLICA_URL", default=""):
    DATABASES["replica"] = replica(env, "DATABASE_REPLICA_URL", DATABASES["default"])
    DATABASE_ROUTERS = ["config.operations.replica.ReplicaRouter"]

# Files by default: every process of one machine shares them, which a cache in memory does not.
CACHES = {"default": cache(env, "CACHE_URL", DATA_DIR / "cache")}

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_REDIRECT_URL = "admin:index"
# Whoever leaves a shared computer closes the browser; whoever writes is not cut off in the middle.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7

# Wrong passwords are counted for a name and an address together, and more generously for an
# address alone, so that nobody can lock an editor out from elsewhere.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# The proxies whose word on where a request comes from, and how, is taken.
TRUSTED_PROXIES = [
    proxy.strip() for proxy in env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
]
AXES_HANDLER = "briefing.admin_site.login.SignInHandler"
AXES_CLIENT_IP_CALLABLE = "config.operations.proxies.client_address"
AXES_LOCKOUT_CALLABLE = "briefing.admin_site.login.locked_out"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Of successes nothing is kept.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# How often in a minute a reader or editor may do something, and how often all at one address,
# behind which a school may have several classes.
RATE_LIMIT_PER_MINUTE = {
    "start": rate_limit(env, "LIMIT_STARTS", (30, 120)),
    "answer": rate_limit(env, "LIMIT_ANSWERS", (120, 1200)),
    "import": rate_limit(env, "LIMIT_IMPORTS", (20, 60)),
}
if not env.bool("RATE_LIMITS", default=True):
    RATE_LIMIT_PER_MINUTE = {}
# Where one machine counts; with a cache that counts for itself, that one does.
COUNTERS_DIR = DATA_DIR / "counters" if CACHES["default"]["BACKEND"] == OWN_FILES else None

# After so many days a job deletes what readers did, and former states of drafts; 0 is never.
KEEP_ATTEMPTS_DAYS = days_kept(env, "KEEP_ATTEMPTS_DAYS")
KEEP_REVISIONS_DAYS = days_kept(env, "KEEP_REVISIONS_DAYS")

# A brief with all its claims, roles and relations is one form in the admin.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# The largest request: a long brief as one form, or a file of questions with what stands around it.
MOST_UPLOADED = DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2

# One language for all: a page is the same bytes for everyone.
LANGUAGE_CODE = known_language(env.str("SITE_LANGUAGE", default="") or "en-gb")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
# What was rendered by another version, or in another language, is not shown.
RELEASE = f"{fingerprint(BASE_DIR)}-{LANGUAGE_CODE}"
TIME_ZONE = "UTC"
# The quiz knows pages by their keys alone; this finds their addresses.
QUIZ_PAGE_ADDRESSES = "briefing.serving.page_addresses.page_addresses"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The server logs by the same file. It sets the level of Django's own logger, which would otherwise
# go before LOG_LEVEL, and silences axes, which reports each wrong password without a name.
LOGGING = json.loads((BASE_DIR / "config" / "logging.json").read_text())
LOGGING["root"]["level"] = env.str("LOG_LEVEL", default="") or "WARNING"
