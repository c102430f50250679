"""locakit: a command-line localization toolkit."""

__version__ = "0.1.0"
