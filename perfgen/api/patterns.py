"""For commands, each a process of its own: patterns need not be compiled again by the next."""

from perfgen.kept_patterns import keep_patterns

__all__ = ["keep_patterns"]
