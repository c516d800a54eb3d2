"""Request bodies of the admin routes."""
