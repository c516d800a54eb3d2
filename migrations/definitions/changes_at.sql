-- The Unix time of next_change, in whole seconds and never too late; planned once in a session, for
-- that takes longer than to answer.
CREATE OR REPLACE FUNCTION changes_at()
  RETURNS bigint
  LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT floor(extract(epoch FROM at)) FROM next_change);
END
$$;
