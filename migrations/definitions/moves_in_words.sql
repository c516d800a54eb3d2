-- The title of an event of prices: the one that people look at first, and how many more there are.
CREATE OR REPLACE FUNCTION moves_in_words(prices jsonb, told_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT move_in_words(p, told_at) || CASE jsonb_array_length(prices)
    WHEN 1 THEN '' ELSE ', ' || jsonb_array_length(prices) - 1 || ' more'
  END
  FROM jsonb_array_elements(prices) AS p
  ORDER BY
    p -> 'conditions' <> '{}', p ->> 'meter' <> 'input_tokens', p ->> 'meter' <> 'output_tokens',
    p ->> 'meter', p ->> 'conditions'
  LIMIT 1;
END;
