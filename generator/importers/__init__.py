"""Importers: foreign text becomes content files of this project, one package or module a format."""
