"""What the diary supports: counts, comparisons and their statistics."""
