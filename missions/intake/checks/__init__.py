"""What holds between rows: keys, people, places, times, documents."""
