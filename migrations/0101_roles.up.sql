-- What the schema stands on: extensions, and the two roles. Expects an empty database; creates the
-- roles if the server does not know them yet (roles belong to the server, not to the database).

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

DO $$
BEGIN
  -- LOGIN without a password: nobody gets in by password, IAM and peer logins may be granted.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pricebook_reader') THEN
    CREATE ROLE pricebook_reader LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pricebook_writer') THEN
    CREATE ROLE pricebook_writer LOGIN;
  END IF;
  -- so that a login which is not a superuser can SET ROLE to what its function may do
  EXECUTE format('GRANT pricebook_reader, pricebook_writer TO %I', current_user);
  -- a run stages what it read in temporary tables
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO pricebook_writer', current_database());
END
$$;

GRANT SELECT ON schema_migrations TO pricebook_reader, pricebook_writer;
