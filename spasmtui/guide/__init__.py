"""The guide: sourced pages, found by the words for a symptom."""
