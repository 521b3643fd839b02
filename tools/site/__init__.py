"""The documentation site: its pages made from tables, its lay-out, and what its pages link to."""
