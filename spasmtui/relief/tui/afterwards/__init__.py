"""What the relief mode asks once a routine has ended."""
