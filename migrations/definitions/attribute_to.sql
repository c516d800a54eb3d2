-- Names the person and the request of this transaction, for the triggers of the audit.
CREATE OR REPLACE FUNCTION attribute_to(actor text, request_id text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  IF actor !~ '\S' OR request_id !~ '\S' OR actor IS NULL OR request_id IS NULL THEN
    RAISE EXCEPTION 'a change needs the person who makes it and the id of the request';
  END IF;
  PERFORM set_config('pricebook.actor', actor, true);
  PERFORM set_config('pricebook.request_id', request_id, true);
END
$$;
GRANT EXECUTE ON FUNCTION attribute_to TO pricebook_writer;
