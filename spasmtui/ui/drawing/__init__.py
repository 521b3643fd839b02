"""Draw pictures of text: lines, bodies, charts and large digits."""
