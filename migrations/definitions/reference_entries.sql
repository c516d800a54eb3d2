-- What a list has word for word, by the name that the list gives it. ROWS tells the planner how many
-- to expect, and a setting of its own keeps the function whole: one that may be folded into a
-- statement would not be asked, and what looks like one row is joined row by row.
CREATE OR REPLACE FUNCTION reference_entries(of_source text)
  RETURNS TABLE (key text, entry jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 4000 SET jit = off
BEGIN ATOMIC
  SELECT e.key, e.value
  FROM reference_documents d
  CROSS JOIN LATERAL jsonb_each(d.body::jsonb) e
  WHERE d.source = of_source AND jsonb_typeof(e.value) = 'object';
END;
