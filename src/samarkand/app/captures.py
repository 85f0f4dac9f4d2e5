"""Files of captures, wired; apart from the rest because their libraries take long to import."""

from __future__ import annotations

from samarkand.adapters.captures import read_captures, to_warc
from samarkand.pipeline.parts import CaptureFiles

CAPTURE_FILES = CaptureFiles(read_captures, to_warc)
