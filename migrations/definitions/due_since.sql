-- due_providers, planned once in a session: that takes fifteen times as long as it takes to answer.
CREATE OR REPLACE FUNCTION due_since()
  RETURNS TABLE (provider text, since timestamptz)
  LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY SELECT d.provider, d.since FROM due_providers d;
END
$$;
