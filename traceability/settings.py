"""Everything that differs between machines, read from the environment.

Each NAME may also be given as NAME_FILE, the path of a file that holds the value (a mounted secret).
With nothing set the embedded default runs: SQLite, files and a secret key of its own in `var/`.
"""

from pathlib import Path

from csp.constants import NONE, SELF

from traceability.environment import env, secret_key, strict_bool

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = strict_bool("DEBUG")
SECRET_KEY = secret_key(VAR_DIR)
PUBLIC_ORIGIN = env("PUBLIC_ORIGIN", default="http://localhost:8000").rstrip("/")
"""Scheme and host that stand in QR codes. A printed code lives for ever: choose it once."""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
"""Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody's by default."""
COUNTRY_HEADER = env("COUNTRY_HEADER", default="")
"""The header in which a trusted proxy tells the country of an address, as CF-IPCountry; none by default. There is no
other honest way without asking a third party: a language says what somebody reads, not where they are."""
HTTPS = PUBLIC_ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "traceability.web",
    "traceability.jobs",
    "traceability.ledger",
    "traceability.parties",
    "traceability.parties.consent",
    "traceability.parties.tokens",
    "traceability.epcis",
    "traceability.lots",
    "traceability.lots.holding",
    "traceability.lots.handling",
    "traceability.lots.conformity",
    "traceability.lots.books",
    "traceability.certification",
    "traceability.labels",
    "traceability.provenance",
    "traceability.provenance.registry",
    "orchards",
    "exports",
    "exports.receiving",
    "exports.loggers",
    "exports.history",
    "exports.webhooks",
    "exports.letters",
    "exports.inviting",
    "traceability.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

MIDDLEWARE = [
    "traceability.web.proxies.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "traceability.web.static_files.StaticFilesMiddleware",
    "traceability.web.policy.PolicyMiddleware",
    "traceability.web.hosts.KnownHostMiddleware",
    "traceability.web.crowds.middleware.CrowdMiddleware",
    "traceability.provenance.middleware.RememberedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "traceability.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "orchards.middleware.RevokedCardMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "traceability.web.edge.FailureMiddleware",
]

MIGRATION_MODULES = {"knox": None}
"""Its own table of tokens, which `KNOX_TOKEN_MODEL` replaces, would be made all the same, empty for ever."""

ROOT_URLCONF = "traceability.urls"
WSGI_APPLICATION = "traceability.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "traceability.parties.context.desk",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "traceability.web.templatetags.look",
            ],
        },
    }
]

# Data -----------------------------------------------------------------------------------------------------------------

DATABASE_URL = env("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'tianyang.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
EMBEDDED_DATABASE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if EMBEDDED_DATABASE:
    # FULL, not NORMAL: an acknowledged harvest must outlive a power cut. IMMEDIATE: a writer waits, it never fails
    # half-way for having begun as a reader.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # In a file, as users have it: SQLite in memory locks by other rules.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},  # nobody waits for a cache that hangs
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
PAGE_FRESH_SECONDS = 0.5
"""How long a process takes what it remembers of a lot for true without asking the database whether something new was
recorded. A recall shows within two seconds: this much, and the time of a commit."""
PAGE_KEPT_SECONDS = 600.0
"""How long a drawn page lives at most: names of firms and places change without an event."""
PAGE_MEMORY_BYTES = 1024 * 1024 * env.int("PAGE_MEMORY_MB", default=96)
"""What a process remembers of buyers' pages; some 30 kB each."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STATIC_URL = "/static/"
COLLECTED_STATIC = strict_bool("COLLECTED_STATIC")
STATIC_ROOT = VAR_DIR / "static" if COLLECTED_STATIC else None
LABEL_KEYS = env("LABEL_KEYS", default="")
"""{"1": "64 hexadecimal digits"}: the keys of serials by number. Empty: one made once and kept in `var/`."""
LABEL_PRINTER_NETWORKS = env.list(
    "LABEL_PRINTER_NETWORKS", default=["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
)
"""Where label printers may be: this server connects to no other address that somebody types."""
LABEL_PRINTER_PORTS = env.list("LABEL_PRINTER_PORTS", default=["9100"])
WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", default=["443", "8443"])
"""Ports of importers' own systems that messages are sent to."""
WEBHOOK_LOOPBACK = strict_bool("WEBHOOK_LOOPBACK")
"""For tests alone: lets such a system be this machine. Refused beside a public https origin."""
S3_BUCKET = env("S3_BUCKET", default="")
STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": S3_BUCKET}}
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "traceability.web.storage.StaticFiles"}
    if COLLECTED_STATIC
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
"""No other site has a use for our files, and a phone that keeps the app loads some sixty."""

# Letters --------------------------------------------------------------------------------------------------------------

EMAIL = env.email_url("EMAIL_URL", default="filemail://")
"""smtp+tls://name:password@mail.example:587, consolemail://, or as here a file for each letter in `var/mail`."""
EMAIL_BACKEND, EMAIL_FILE_PATH = EMAIL["EMAIL_BACKEND"], VAR_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"] or "localhost", EMAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"] or "", EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_TLS", False), EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Tianyang Trace <trace@localhost>")

# Long work ------------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 300, "unacked_restore_interval": 10} if REDIS_URL else {"polling_interval": 0.05}
)
CELERY_TASK_DEFAULT_QUEUE = "jobs"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 3600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", default=15.0)
JOB_SWEEP_SECONDS = 3.0
CELERY_BEAT_SCHEDULE = {"send again what lost its lease": {"task": "jobs.sweep", "schedule": JOB_SWEEP_SECONDS}}

# Scans ----------------------------------------------------------------------------------------------------------------

SCANS_IN_BACKGROUND = True
SCAN_QUEUE = "scans"
"""What the keys in Redis begin with."""
SCAN_FLUSH_SECONDS = 0.5
"""How long a scan lies in the memory of one process. Half a second and the time of a write are less than the one second
that may be lost when a process is killed."""
SCAN_COUNT_SECONDS = 2.0
"""How often a worker counts what processes have put into Redis: soon enough for a note on a page."""
SCAN_COUNTS_KEPT_DAYS = 365
"""Counts by hour and country say nothing of persons (GDPR, recital 26); they are kept for a season and the next one to
compare. Hashes of networks are kept until the end of their day: "no longer than is necessary" (GDPR, article 5(1)(e))
to tell whether one carton is seen in many places. Decided 2026-11-28."""

COPY_PLACES = 28
"""So many networks a day, added up over the days, each without the first: one carton of fruit is bought once and looked
at a few times. A shop that shows it to customers for twelve days comes to twenty or so; a display, or a photo that goes
round, to any number. COPY_DAYS tells those apart."""
COPY_DAYS = 8.5
"""Over so many equally busy days (`copies.judging.busy_days`). A display of ripe fruit is empty after five, one that is
filled up from other cartons after seven; the readers of a post halve within a day or so, which comes to three, and to
six when it is posted once more. Copies are sold for weeks.

These ten numbers were chosen on the seeds 1 to 12 of tests/provenance/copies/crowd.py, and are judged on others by
tests/provenance/copies/test_simulation.py, where it is written what came out."""
COPY_SLOW_PLACES = 23
COPY_SLOW_DAYS = 13.0
"""Fewer do over more days: no shop shows one carton for two weeks."""
COPY_LASTING_PLACES = 34
"""So many networks, every one of a day counted, once the carton can be in a shop: copies that sell one or two a day."""
COPY_LASTING_DAYS = 20.0
"""Over so many equally busy days: a carton is sold within two weeks of landing and eaten within another."""
COPY_WRONG_PLACES = 12
"""So many where no carton can be, or on one day in two areas: fewer, because a VPN and a phone that roams are one
reader here and there, and desks that have its picture are taken off already."""
COPY_WRONG_DAYS = 10.0
"""Photos go to where the carton cannot be as well."""
COPY_CROWD = 100
COPY_CROWD_DAYS = 14.0
"""More networks than COPY_CROWD are a photo more often than copies, and one that is posted three times, or is read for
weeks by ever fewer, comes to ten equally busy days and more: then it takes so many, whatever was seen."""
REPORTS_OF_A_NETWORK = 20
"""Reports an hour from one truncated address: a supermarket's customers share one, and few of them write."""
REPORTS_OF_A_CARTON = 10
"""Reports a day about one serial: after ten the cooperative knows."""
REPORTS_KEPT_DAYS = 730
"""Reports and their photos: two years, as long as the records of a lot must be kept (Food Safety Law of China, art. 50:
six months past the shelf life, two years where none is set). Decided 2026-11-28."""

CELERY_BEAT_SCHEDULE |= {"count scans": {"task": "provenance.count_scans", "schedule": SCAN_COUNT_SECONDS}}

# Crowds ---------------------------------------------------------------------------------------------------------------

NETWORK_BURST = 1000
"""Requests at once from one truncated address (IPv4 /24, IPv6 /48): 500 scans, each two requests. That is everybody in
a large supermarket within one minute."""
NETWORK_RATE = 20.0
"""And so many a second for ever: ten scans a second is a chain of a hundred shops behind one address."""
CROWD_KEYS = "crowd"
"""What the keys in Redis begin with."""

# People ---------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "parties.User"
AUTHENTICATION_BACKENDS = ["traceability.parties.backends.PhoneOrEmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "parties:sign-in"
LOGIN_REDIRECT_URL = "parties:home"
LOGOUT_REDIRECT_URL = "parties:sign-in"
SESSION_ENGINE = "traceability.parties.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# Words and times ------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [  # each by the name that its readers call it
    ("en", "English"),
    ("zh-hans", "中文"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("nl", "Nederlands"),
    ("es", "Español"),
    ("it", "Italiano"),
]
DESK_LANGUAGES = ["en", "zh-hans"]  # the desks and the growers' phones are translated into no others
LOCALE_PATHS = [BASE_DIR / "traceability" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Safety ---------------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside, where there is no proxy
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "traceability.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Programming interface ------------------------------------------------------------------------------------------------

KNOX_TOKEN_MODEL = "tokens.MachineToken"  # noqa: S105 - the name of a model
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "traceability.parties.tokens.authentication.ScopedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["traceability.web.strict_json.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "traceability.web.pagination.Pages",
    "EXCEPTION_HANDLER": "traceability.web.problems.to_problem",
    "DEFAULT_VERSIONING_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tianyang Trace",
    "DESCRIPTION": "Each act of the chain of custody as one request. Weights are integer grams, times carry an offset.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "traceability.web.documentation.say_in_a_line",
        "traceability.parties.tokens.description.say_scopes",
    ],
    "ENUM_NAME_OVERRIDES": {
        "OrganisationKind": "traceability.parties.models.Organisation.Kind",
        "Scope": "traceability.web.scopes.Scope",
        "PlaceKind": "traceability.parties.models.Place.Kind",
        "DocumentKind": "exports.models.document.Document.Kind",
        "ConsentKind": "traceability.parties.consent.models.Kind",
    },
}

# Logs -----------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)r"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="WARNING")},
}
