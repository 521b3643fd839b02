"""Draw and print the sheet on paper: HTML and PDF."""
