"""Tables of any origin: headings, units, scales, zones, and what cannot be used."""
