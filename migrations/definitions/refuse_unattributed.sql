-- What only people enter is entered by somebody.
CREATE OR REPLACE FUNCTION refuse_unattributed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is changed by a person, in a request: none is named', TG_TABLE_NAME;
END
$$;
