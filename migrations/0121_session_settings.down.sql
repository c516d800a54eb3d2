DO $$
BEGIN
  EXECUTE format('ALTER ROLE pricebook_reader IN DATABASE %I RESET ALL', current_database());
  EXECUTE format('ALTER ROLE pricebook_writer IN DATABASE %I RESET ALL', current_database());
END
$$;
