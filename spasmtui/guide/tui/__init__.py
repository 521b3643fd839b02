"""The guide's screens: reading, search results and the urgent questions."""
