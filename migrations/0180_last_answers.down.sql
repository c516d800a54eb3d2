REVOKE SELECT ON schema_definitions FROM pricebook_writer;
DROP TABLE last_answers;
