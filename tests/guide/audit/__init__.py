"""Tests of the checks of the guide's content."""
