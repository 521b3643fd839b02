"""The electrolyte drink: exact scaling, composition and guards."""
