DROP TABLE benchmarks;
DROP TRIGGER models_begin_with_access ON models;
DROP TABLE model_access;
