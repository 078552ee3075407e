"""Letters: composed from their ids when they are sent, neutral, and handed to a mail server."""
