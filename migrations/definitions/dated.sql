-- The document of a model at this moment: as it was written, but for those in which something that was
-- announced has begun or ended since.
CREATE OR REPLACE FUNCTION dated(model bigint, written json, due bigint[]) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN model = ANY (due) THEN document_of(model) ELSE written END;
