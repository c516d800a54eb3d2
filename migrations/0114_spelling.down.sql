DROP INDEX models_spelling;
