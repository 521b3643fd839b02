"""Long trials that are started by hand."""
