"""Where the diary is kept; the only place that knows TinyDB."""
