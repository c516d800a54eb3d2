-- The ids of due_documents, planned once in a session and without parallel workers: either takes longer
-- than to answer, and nearly every statement asks for them.
CREATE OR REPLACE FUNCTION due_ids() RETURNS bigint[]
  LANGUAGE plpgsql STABLE SET max_parallel_workers_per_gather = 0 AS $$
BEGIN
  RETURN ARRAY(SELECT id FROM due_documents);
END
$$;
