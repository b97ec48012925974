"""The name of the service's schema, for code that must not load SQLAlchemy."""

SCHEMA = "auth"
