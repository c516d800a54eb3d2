ALTER TABLE models DROP COLUMN own_capabilities;
