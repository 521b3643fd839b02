"""Backup, restore, purge, undo and health checks of the diary."""
