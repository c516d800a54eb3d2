ALTER TABLE providers DROP COLUMN ended_on, DROP COLUMN successor;
