"""The electrolyte drink: exact scaling, composition and safety limits."""
