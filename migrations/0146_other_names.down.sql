DROP INDEX models_stands_for;
