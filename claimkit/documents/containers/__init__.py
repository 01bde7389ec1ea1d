"""Files that hold many documents."""
