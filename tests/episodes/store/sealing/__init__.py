"""Tests of the encryption of the diary."""
