"""What every test may ask for: databases on both engines, a browser, calendar readers."""

import zoneinfo

# Readers that look zones up by name shall read the pinned database, not the machine's.
zoneinfo.reset_tzpath(to=())

pytest_plugins = (
    "tests.clients.browser",
    "tests.clients.calendars",
    "tests.databases.fixtures",
    "tests.factories.installations",
)
