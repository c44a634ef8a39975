"""Filings as tables: what many of them say, as rows of values, and written as a workbook, CSV, Parquet or an SQLite file."""
