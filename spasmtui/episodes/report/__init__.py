"""The physiotherapist's sheet: its data and one module per output format."""
