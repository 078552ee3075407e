"""Bytes to typed rows: files, zips, workbooks."""
