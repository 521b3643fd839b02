"""The log's screens, forms and dialogs."""
