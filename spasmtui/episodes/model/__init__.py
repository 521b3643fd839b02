"""Episodes, days and practices as values, and the rules about them."""
