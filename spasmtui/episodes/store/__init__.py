"""The storage of the diary; nothing outside of it imports TinyDB."""
