"""Insights into the diary: counts, comparisons and their statistics."""
