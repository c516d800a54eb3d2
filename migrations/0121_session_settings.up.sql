-- What a function's session needs, kept by its role: a SET on the wire pins each session of RDS Proxy,
-- and a pooler in front of a database from outside forgets it. For this database alone, for roles
-- belong to the whole server; a login that only steps down to its role still sends them.
DO $$
DECLARE
  setting text[];
BEGIN
  FOREACH setting SLICE 1 IN ARRAY ARRAY[
    ['pricebook_reader', 'TimeZone', 'UTC'],
    ['pricebook_reader', 'default_transaction_read_only', 'on'],
    ['pricebook_reader', 'jit', 'off'],
    ['pricebook_reader', 'statement_timeout', '3500ms'],
    ['pricebook_reader', 'work_mem', '64MB'],
    ['pricebook_writer', 'TimeZone', 'UTC']
  ] LOOP
    EXECUTE format(
      'ALTER ROLE %I IN DATABASE %I SET %I = %L', setting[1], current_database(), setting[2], setting[3]
    );
  END LOOP;
END
$$;
