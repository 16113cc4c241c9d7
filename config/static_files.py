"""Where the static files are collected, and where it is noted what they are called."""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps its list of hashed names in DATA_DIR: all that lies in STATIC_ROOT is served."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        beside = FileSystemStorage(location=settings.DATA_DIR)
        super().__init__(*args, manifest_storage=beside, **kwargs)
