DROP TABLE generations;
DROP TABLE sightings;
DROP TABLE model_counts;
DROP TABLE models;
DROP TABLE model_aliases;
DROP TABLE canonical_models;
DROP TABLE providers;
