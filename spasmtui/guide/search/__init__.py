"""Find pages, routines, red flags, terms and the drink by the words people type."""
