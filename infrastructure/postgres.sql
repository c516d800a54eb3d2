-- Roles of a database that Pricebook does not make: run once, before the first deploy.
--   psql "$ADMIN_URL" -v owner_password=... -v reader_password=... -f infrastructure/postgres.sql
-- ADMIN_URL is a login that may make roles and databases, as every vendor gives; no superuser.

CREATE ROLE pricebook_owner LOGIN CREATEROLE PASSWORD :'owner_password';
-- PostgreSQL 16 and later: whoever makes a role may hand it on, and has to become it to give it things
GRANT pricebook_owner TO CURRENT_USER;
CREATE DATABASE pricebook OWNER pricebook_owner;

-- The owner makes the others, so that the migrations may grant them what they need.
SET ROLE pricebook_owner;
CREATE ROLE pricebook_reader LOGIN PASSWORD :'reader_password';
CREATE ROLE pricebook_writer;
RESET ROLE;
