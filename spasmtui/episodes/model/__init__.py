"""Episodes, days and practices as values, and rules about them."""
