-- A first sync writes each new model twice: bare, and then with its document. What only readers of
-- documents look through is written once, and canonical ids are looked through where they are few.

DROP INDEX models_canonical_trigram;
DROP INDEX models_name_trigram;
DROP INDEX models_model_id_trigram;
CREATE INDEX models_name_trigram ON models USING gin (name gin_trgm_ops)
  WHERE document IS NOT NULL;
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops)
  WHERE document IS NOT NULL;
