"""The records of the content contract: what editors write, with the place of every field."""
