ALTER TABLE providers DROP COLUMN without_price;
