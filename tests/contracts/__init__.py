"""What users rely on: start-up, the Python interface, the documents."""
