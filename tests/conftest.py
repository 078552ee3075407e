"""What every test may ask for: databases on both engines, a browser, calendar readers."""

pytest_plugins = (
    "tests.clients.browser",
    "tests.clients.calendars",
    "tests.databases.fixtures",
    "tests.factories.installations",
)
