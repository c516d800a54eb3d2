-- Whoever adds models need not know of access.
CREATE OR REPLACE FUNCTION open_added_models() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_access (model_id) SELECT model_id FROM added;
  RETURN NULL;
END
$$;
