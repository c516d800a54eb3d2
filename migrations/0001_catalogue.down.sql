-- The roles stay: other databases of the same server may use them.
DROP TABLE generations;
DROP TABLE sightings;
DROP TABLE models;
DROP TABLE providers;
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
