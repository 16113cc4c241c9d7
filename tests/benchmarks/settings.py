"""The site's own settings, with the floors beside its addresses, and nobody refused."""

from config.settings import *  # noqa: F403
from config.settings import RATE_LIMITS

ROOT_URLCONF = "tests.benchmarks.floors"
RATE_LIMITS.clear()
