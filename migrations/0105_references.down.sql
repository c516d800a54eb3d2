DROP TABLE feed_coverage;
DROP TABLE reference_documents;
DROP TABLE reference_facts;
