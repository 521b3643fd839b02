"""Reminders that the system itself keeps: a timer, an agent, a crontab line or a calendar file."""
