DROP TRIGGER changed_documents_begin_an_edition ON models;
DROP TABLE parts;
ALTER TABLE model_counts DROP edition, DROP changed_in, DROP is_read;
