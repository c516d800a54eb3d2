DROP TABLE price_dismissals;
DROP TABLE price_reviews;
