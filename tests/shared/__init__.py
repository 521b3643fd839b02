"""Tests of what several rooms share."""
