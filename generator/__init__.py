"""Compiles a Technical Framework and its published test results into one static site."""
