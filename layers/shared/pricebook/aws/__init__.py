"""AWS: signatures, logins by IAM, starting another function."""
