"""How static files are stored: named after their content, compressed once, and refused when one names another that is missing."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: Any) -> Compressor:
        # Brotli at full strength held the first start up for twenty seconds to save a seventh; a proxy may still add it.
        return Compressor(use_brotli=False, **options)
