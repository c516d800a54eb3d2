ALTER TABLE models DROP COLUMN unsold, DROP COLUMN stands_for;
ALTER TABLE providers DROP COLUMN own_list_since;
