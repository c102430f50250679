"""The review board: a page for reviewers, served on this machine alone; see ``door`` for what it asks of a project."""
