"""Change settings and keys: what they mean, how they are kept in `settings.toml`, and their screens."""
