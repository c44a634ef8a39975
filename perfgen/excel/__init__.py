"""Workbooks (.xlsx): what a clerk fills in instead of YAML, written and read by the same plan of sheets."""
