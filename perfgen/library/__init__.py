"""指标库: what a bureau's departments have written as 绩效指标, kept in one SQLite file, to be looked up and written again."""
