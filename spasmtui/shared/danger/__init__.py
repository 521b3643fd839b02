"""The gate for words of danger, which every room asks first, and its answer; standard library only."""
