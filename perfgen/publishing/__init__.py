"""What a department publishes of its filing: the same in four forms, behind a gate."""

from perfgen.publishing.pack import Pack, PublishingError, pack

__all__ = ["Pack", "PublishingError", "pack"]
