"""The tests in a browser."""
