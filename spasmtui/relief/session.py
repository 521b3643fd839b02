"""A running routine as a pure state machine."""
