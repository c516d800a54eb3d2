DROP FUNCTION apart(numeric, numeric, numeric);
DROP TABLE price_reviews;
