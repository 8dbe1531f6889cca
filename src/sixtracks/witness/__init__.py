"""A reader's copy of the essay: read, found in whatever surrounds it, aligned, compared with another."""
