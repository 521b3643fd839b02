"""The guide: sourced pages, found by how it feels."""
