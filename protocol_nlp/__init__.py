"""Who must do what by when: Russian minutes, read."""
