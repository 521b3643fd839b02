"""The plan: read from its file, shown, changed, sent and printed."""
