"""The name of the schema."""

SCHEMA = "league"
