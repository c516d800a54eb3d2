-- Whether a person is at work in this transaction.
CREATE OR REPLACE FUNCTION attributed() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('pricebook.actor', true), '') <> '';
