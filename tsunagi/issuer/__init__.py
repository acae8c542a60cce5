"""A small OpenID provider of the local stack: for demonstration and tests only, never for production."""
