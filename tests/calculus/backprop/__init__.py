"""Total derivatives: paths, relations, points."""
