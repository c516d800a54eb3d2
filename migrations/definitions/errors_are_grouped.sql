-- pricebook.errors.Category holds the same words.
CREATE OR REPLACE FUNCTION errors_are_grouped(errors jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(bool_and(coalesce(
    e ->> 'category' IN (
      'auth', 'database', 'defect', 'duplicate', 'format', 'guard', 'network', 'rate_limit',
      'unmatched', 'unread', 'validation'
    )
    AND jsonb_typeof(e -> 'count') = 'number'
    AND e ->> 'sample' IS NOT NULL
    AND e ->> 'what_to_do' IS NOT NULL,
    false
  )), true)
  FROM jsonb_array_elements(errors) AS e;
END;
