"""pdtutor: a command-line tutor for partial derivatives."""
