-- The roles stay: other databases of the same server may use them.
REVOKE ALL ON schema_migrations FROM pricebook_reader, pricebook_writer;
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
