-- A model that is not sold says until when it was; one that is sold again says nothing.
CREATE OR REPLACE FUNCTION end_of_listing() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
  NEW.listed_until := CASE WHEN NOT NEW.is_active THEN coalesce(NEW.listed_until, now()) END;
  RETURN NEW;
END
$$;
