-- How the numbers of the guards are bounded; pricebook.admin.providers.Guards says the same.
CREATE OR REPLACE FUNCTION guards_are_known(guards jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN jsonb_typeof(guards) = 'object' THEN
    (
      SELECT coalesce(bool_and(coalesce(
        CASE WHEN jsonb_typeof(g.value) = 'number' THEN
          (g.value #>> '{}')::numeric BETWEEN b.least AND b.most
          AND (NOT b.whole OR (g.value #>> '{}')::numeric % 1 = 0)
        END,
        false
      )), true)
      FROM jsonb_each(guards) AS g
      LEFT JOIN (VALUES
        ('shrink_floor', 0, 1, false), ('reject_ceiling', 0, 1, false), ('misses', 1, 1000, true),
        ('jump_factor', 1, 1000000000, false), ('alike_factor', 1, 1000000000, false),
        ('slip_factor', 1, 1000000000, false), ('slip_sellers', 1, 1000, true),
        ('absurd_below', 0, 1000000, false), ('absurd_above', 0, 1000000, false),
        ('sibling_factor', 1, 1000000000, false), ('heal_factor', 1, 1000000000, false),
        ('new_factor', 1, 1000000000, false), ('market_factor', 1, 1000000000, false),
        ('lost_share', 0, 1, false), ('miss_hours', 0, 10000, true),
        ('review_runs', 1, 1000, true), ('review_hours', 0, 10000, true)
      ) AS b (key, least, most, whole) USING (key)
    )
  ELSE false END;
END;
