"""Read times, dates and lengths as people type them and as other programs write them: one reader for every room."""
