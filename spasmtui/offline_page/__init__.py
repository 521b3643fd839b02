"""The offline page: guide, urgent page and relief timer as one HTML file for a phone, without anything of the diary."""
