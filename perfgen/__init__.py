"""perfgen: a county department's 部门预算绩效文本, written in YAML, printed as the standard Word filing."""

__version__ = "0.1.0"
