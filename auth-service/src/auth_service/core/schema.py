"""The name of the service's schema, for code that must not import SQLAlchemy."""

SCHEMA = "auth"
