"""What ``jupyterhub --config`` reads: the settings that CAMPUS_TOML names, applied."""

import os
from pathlib import Path
from typing import Any

from campus import hub, secret, settings
from campus.programs import APPS

c: Any
_settings = settings.load(Path(os.environ["CAMPUS_TOML"]))
_courses = [folder.name for folder in _settings.course_folders]
_apps = os.environ.get(APPS, "").split()
hub.apply(_settings, _courses, secret.read(_settings.secrets_dir), c, _apps)  # noqa: F821 - traitlets gives c
