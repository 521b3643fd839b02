"""Export and import formats of the diary, one module per format."""
