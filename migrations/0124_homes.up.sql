-- Whose models a provider makes and sells itself, which is where a bare name is at home; and ids in
-- the order of their bytes, in which the dated releases of a name stand together.
DROP FUNCTION IF EXISTS resolved_models(text); -- it has another parameter now
ALTER TABLE providers ADD COLUMN makes text[] NOT NULL DEFAULT '{}'; -- creators, as canonical ids begin
DROP INDEX models_spelling;
CREATE INDEX models_spelling ON models (spelling(provider_model_id) COLLATE "C");
