"""Routines and figures: their models and their loaders."""
