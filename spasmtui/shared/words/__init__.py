"""Words as people type them: their stems, their misspellings, and the page they mean."""
