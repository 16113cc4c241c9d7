"""The site's own settings, with the floors beside its addresses, and nobody refused."""

from config.settings import *  # noqa: F403
from config.settings import RATE_LIMIT_PER_MINUTE

ROOT_URLCONF = "tests.benchmarks.floors"
RATE_LIMIT_PER_MINUTE.clear()
