DROP FUNCTION believe;
DROP FUNCTION prices_at;
