"""Guided relief: routines, the session timer and its faces."""
