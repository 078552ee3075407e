"""Typed rows to files."""
