"""The application for a WSGI server: `gunicorn wsgi:app`."""

from missions.installation import open_installation
from missions.settings import from_environment
from missions.web.app import create_app
from missions.worker import Worker

installation = open_installation(from_environment())
app = create_app(installation)
Worker(installation).run_in_thread()
