-- A document as it would be written now. The planner must not price it at every row that might need it.
CREATE OR REPLACE FUNCTION document_of(model bigint) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE COST 100
BEGIN ATOMIC
  SELECT document FROM model_documents WHERE id = model;
END;
