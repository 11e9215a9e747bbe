"""Settings that come from modules that are not there."""

from __future__ import annotations

import os

os.environ["SHIP_PACKAGE_NAME"] = "ship-engine"

from docs.ship_conf import *  # noqa: F403
from ship import __version__ as release

version = ".".join(release.split(".")[:2])
rst_epilog = f".. |engine| replace:: {ENGINE}"
extensions = BASIC_EXTENSIONS + ["sphinx_design"]
exclude_patterns += ["drafts"]
