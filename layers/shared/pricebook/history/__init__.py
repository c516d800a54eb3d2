"""History before the first day: what public lists stated day by day, as prices of the past."""
