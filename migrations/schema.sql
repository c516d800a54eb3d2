--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: address_of(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.address_of(model_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (address_of.model_id ~ '^[A-Za-z0-9/._~:@-]*$'::text) THEN address_of.model_id
             ELSE string_agg(
             CASE
                 WHEN (l.letter ~ '[A-Za-z0-9/._~:@-]'::text) THEN l.letter
                 ELSE regexp_replace(upper(encode(convert_to(l.letter, 'UTF8'::name), 'hex'::text)), '(..)'::text, '%\1'::text, 'g'::text)
             END, ''::text ORDER BY l."position")
         END AS string_agg
    FROM regexp_split_to_table(address_of.model_id, ''::text) WITH ORDINALITY l(letter, "position");
END;


--
-- Name: gravest_doubt(json); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.gravest_doubt(document json) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT ('{review,disputed,unconfirmed,single}'::text[])[min(
         CASE
             WHEN ((price.value -> 'review'::text) IS NOT NULL) THEN 1
             WHEN ((price.value ->> 'confidence'::text) = 'disputed'::text) THEN 2
             WHEN ((price.value -> 'unconfirmed_since'::text) IS NOT NULL) THEN 3
             WHEN ((price.value ->> 'confidence'::text) = 'single'::text) THEN 4
             ELSE NULL::integer
         END)] AS text
    FROM json_array_elements((gravest_doubt.document -> 'prices'::text)) price(value)
   WHERE (((price.value ->> 'meter'::text) = ANY (ARRAY['input_tokens'::text, 'output_tokens'::text])) AND (((price.value -> 'conditions'::text))::text = '{}'::text));
END;


--
-- Name: guards_are_known(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.guards_are_known(guards jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (jsonb_typeof(guards) = 'object'::text) THEN ( SELECT COALESCE(bool_and(COALESCE(
                     CASE
                         WHEN (jsonb_typeof(g.value) = 'number'::text) THEN (((((g.value #>> '{}'::text[]))::numeric >= (b."least")::numeric) AND (((g.value #>> '{}'::text[]))::numeric <= (b.most)::numeric)) AND ((NOT b.whole) OR ((((g.value #>> '{}'::text[]))::numeric % (1)::numeric) = (0)::numeric)))
                         ELSE NULL::boolean
                     END, false)), true) AS "coalesce"
                FROM (jsonb_each(guards_are_known.guards) g(key, value)
                  LEFT JOIN ( VALUES ('shrink_floor'::text,0,1,false), ('reject_ceiling'::text,0,1,false), ('misses'::text,1,1000,true), ('jump_factor'::text,1,1000000000,false), ('alike_factor'::text,1,1000000000,false), ('slip_factor'::text,1,1000000000,false), ('slip_sellers'::text,1,1000,true), ('absurd_below'::text,0,1000000,false), ('absurd_above'::text,0,1000000,false), ('sibling_factor'::text,1,1000000000,false), ('heal_factor'::text,1,1000000000,false), ('new_factor'::text,1,1000000000,false), ('market_factor'::text,1,1000000000,false), ('lost_share'::text,0,1,false), ('miss_hours'::text,0,10000,true), ('review_runs'::text,1,1000,true), ('review_hours'::text,0,10000,true)) b(key, "least", most, whole) USING (key)))
             ELSE false
         END AS "case";
END;


--
-- Name: price_states(json); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.price_states(document json) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(DISTINCT (price.value ->> 'state'::text)), '{unknown}'::text[]) AS "coalesce"
    FROM json_array_elements((price_states.document -> 'prices'::text)) price(value);
END;


--
-- Name: searchable(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.searchable(written text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (('| '::text || btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(written), '(?<=[a-z]{2})(?=\d)|(?<=\d)(?=[a-z]{2})'::text, ' '::text, 'g'::text), '(?<=\d)\.(?=\d)|(?<=(^|\D)\d)[ _-](?=\d([^a-z0-9.]|$))'::text, ''::text, 'g'::text), '[/:]+'::text, ' | '::text, 'g'::text), '[^[:alnum:]|]+'::text, ' '::text, 'g'::text), ' |'::text)) || ' |'::text);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: canonical_models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.canonical_models (
    id text NOT NULL,
    creator text GENERATED ALWAYS AS (split_part(id, '/'::text, 1)) STORED NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    search_text text GENERATED ALWAYS AS (public.searchable(((id || '/'::text) || name))) STORED NOT NULL,
    CONSTRAINT canonical_id_names_creator_and_model CHECK ((id ~ '^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*$'::text))
);


--
-- Name: models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.models (
    id bigint NOT NULL,
    provider text NOT NULL,
    provider_model_id text NOT NULL,
    model_id text GENERATED ALWAYS AS (((provider || '/'::text) || provider_model_id)) STORED NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    canonical_id text,
    name text NOT NULL,
    description text,
    context_length integer,
    max_output_tokens integer,
    modality text,
    input_modalities text[] DEFAULT '{}'::text[] NOT NULL,
    output_modalities text[] DEFAULT '{}'::text[] NOT NULL,
    capabilities text[] DEFAULT '{}'::text[] NOT NULL,
    supported_parameters text[] DEFAULT '{}'::text[] NOT NULL,
    tokenizer text,
    quantization text,
    license text,
    knowledge_cutoff date,
    listed_at timestamp with time zone,
    release_date date,
    deprecation_date date,
    deprecated boolean DEFAULT false NOT NULL,
    replacement text,
    health_status text,
    source_url text,
    pins jsonb DEFAULT '{}'::jsonb NOT NULL,
    document json,
    first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    input_price numeric GENERATED ALWAYS AS ((((document -> 'pricing'::text) ->> 'prompt'::text))::numeric) STORED,
    output_price numeric GENERATED ALWAYS AS ((((document -> 'pricing'::text) ->> 'completion'::text))::numeric) STORED,
    price_states text[] GENERATED ALWAYS AS (public.price_states(document)) STORED,
    is_deprecated boolean GENERATED ALWAYS AS (((document ->> 'deprecated'::text))::boolean) STORED,
    search_text text GENERATED ALWAYS AS (public.searchable((((((provider || '/'::text) || COALESCE((canonical_id || '/'::text), ''::text)) || name) || '/'::text) || provider_model_id))) STORED NOT NULL,
    listed_by text[] DEFAULT '{}'::text[] NOT NULL,
    facts_source jsonb DEFAULT '{}'::jsonb NOT NULL,
    listed_until timestamp with time zone,
    prices_incomplete boolean DEFAULT false NOT NULL,
    is_under_review boolean GENERATED ALWAYS AS (((document -> 'under_review'::text) IS NOT NULL)) STORED,
    own_capabilities text[],
    cached_price text GENERATED ALWAYS AS (((document -> 'pricing'::text) ->> 'cache_read'::text)) STORED,
    image_price text GENERATED ALWAYS AS (((document -> 'pricing'::text) ->> 'image'::text)) STORED,
    price_source text GENERATED ALWAYS AS ((document ->> 'pricing_source'::text)) STORED,
    doubt text GENERATED ALWAYS AS (public.gravest_doubt(document)) STORED,
    released_at timestamp with time zone GENERATED ALWAYS AS (COALESCE(((release_date)::timestamp without time zone AT TIME ZONE 'UTC'::text), listed_at)) STORED,
    ends_on text GENERATED ALWAYS AS ((document ->> 'deprecation_date'::text)) STORED,
    unsold boolean DEFAULT false NOT NULL,
    stands_for bigint,
    CONSTRAINT context_length_is_positive CHECK ((context_length > 0)),
    CONSTRAINT max_output_tokens_is_positive CHECK ((max_output_tokens > 0)),
    CONSTRAINT pins_is_an_object CHECK ((jsonb_typeof(pins) = 'object'::text))
);


--
-- Name: providers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.providers (
    slug text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    website text NOT NULL,
    docs_url text NOT NULL,
    key_name text,
    is_active boolean DEFAULT true NOT NULL,
    sync_interval interval DEFAULT '06:00:00'::interval NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    sync_at time without time zone,
    guards jsonb DEFAULT '{}'::jsonb NOT NULL,
    alert_after integer,
    api text,
    sdk text,
    env text[] DEFAULT '{}'::text[] NOT NULL,
    names jsonb DEFAULT '{}'::jsonb NOT NULL,
    reviews text DEFAULT 'automatic'::text NOT NULL,
    makes text[] DEFAULT '{}'::text[] NOT NULL,
    ended_on date,
    successor text,
    sync_cron text,
    own_list_since timestamp with time zone,
    without_price text,
    CONSTRAINT alert_after_is_a_count CHECK (((alert_after >= 1) AND (alert_after <= 1000))),
    CONSTRAINT cron_has_its_own_hours CHECK (((sync_cron IS NULL) OR (sync_at IS NULL))),
    CONSTRAINT cron_is_an_expression CHECK ((sync_cron ~ '^cron\([^()]{11,200}\)$'::text)),
    CONSTRAINT guards_are_known CHECK (public.guards_are_known(guards)),
    CONSTRAINT interval_has_a_length CHECK ((isfinite(sync_interval) AND (EXTRACT(year FROM sync_interval) = (0)::numeric) AND (EXTRACT(month FROM sync_interval) = (0)::numeric))),
    CONSTRAINT interval_is_positive CHECK ((sync_interval > '00:00:00'::interval)),
    CONSTRAINT kind_is_known CHECK ((kind = ANY (ARRAY['aggregator'::text, 'cloud'::text, 'host'::text, 'lab'::text, 'reference'::text]))),
    CONSTRAINT names_are_by_list CHECK ((jsonb_typeof(names) = 'object'::text)),
    CONSTRAINT reviews_are_known CHECK ((reviews = ANY (ARRAY['automatic'::text, 'manual'::text]))),
    CONSTRAINT slug_fits_an_address CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
    CONSTRAINT without_price_is_known CHECK ((without_price = ANY (ARRAY['included'::text, 'trial'::text, 'points'::text])))
);


--
-- Name: all_known(text, text, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.all_known(wanted_provider text, wanted_canonical text, offers text[]) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (((wanted_provider IS NULL) OR (EXISTS ( SELECT
            FROM public.providers
           WHERE (providers.slug = all_known.wanted_provider)))) AND ((wanted_canonical IS NULL) OR (EXISTS ( SELECT
            FROM public.canonical_models
           WHERE (canonical_models.id = all_known.wanted_canonical)))) AND (NOT (EXISTS ( SELECT
            FROM unnest(all_known.offers) n(model_id)
           WHERE (NOT (EXISTS ( SELECT
                    FROM public.models m
                   WHERE (m.model_id = n.model_id))))))));
END;


--
-- Name: model_access; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_access (
    model_id text NOT NULL,
    status text DEFAULT 'new'::text NOT NULL,
    is_free boolean DEFAULT false NOT NULL,
    is_pro boolean DEFAULT true NOT NULL,
    is_enterprise boolean DEFAULT true NOT NULL,
    decided_by text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    free_by_rule boolean DEFAULT true NOT NULL,
    CONSTRAINT status_is_known CHECK ((status = ANY (ARRAY['new'::text, 'active'::text, 'disabled'::text])))
);


--
-- Name: tier_may_use(public.model_access, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tier_may_use(access public.model_access, tier text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (((access).status <> 'disabled'::text) AND CASE tier WHEN 'free'::text THEN (access).is_free WHEN 'pro'::text THEN (access).is_pro WHEN 'enterprise'::text THEN (access).is_enterprise ELSE (tier = 'admin'::text) END);


--
-- Name: allowed_models(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.allowed_models(tier text) RETURNS TABLE(id bigint, model_id text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT m.id,
     m.model_id
    FROM (public.models m
      JOIN public.model_access a ON ((a.model_id = m.model_id)))
   WHERE (m.is_active AND public.tier_may_use(a.*, allowed_models.tier));
END;


--
-- Name: apart(numeric, numeric, numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.apart(one numeric, other numeric, factor numeric) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((one > (other * factor)) OR (other > (one * factor)));


--
-- Name: attribute_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.attribute_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  -- what follows from other columns is no change of its own
  derived constant text[] := ARRAY['document', 'updated_at'];
  old_row constant jsonb := coalesce(to_jsonb(OLD) - derived, '{}');
  new_row constant jsonb := coalesce(to_jsonb(NEW) - derived, '{}');
  either constant jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
  was jsonb;
  became jsonb;
BEGIN
  SELECT jsonb_object_agg(k, old_row -> k) FILTER (WHERE old_row ? k),
         jsonb_object_agg(k, new_row -> k) FILTER (WHERE new_row ? k)
  INTO was, became
  FROM jsonb_object_keys(old_row || new_row) AS k
  WHERE old_row -> k IS DISTINCT FROM new_row -> k;
  IF was IS NOT NULL OR became IS NOT NULL THEN
    INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, before, after)
    SELECT
      current_setting('pricebook.actor'), current_setting('pricebook.request_id'),
      lower(TG_OP), TG_TABLE_NAME,
      (SELECT string_agg(either ->> c, ' ' ORDER BY n)
       FROM unnest(string_to_array(TG_ARGV[0], ' ')) WITH ORDINALITY AS t (c, n)),
      CASE TG_ARGV[1]
        WHEN 'model' THEN
          (SELECT m.model_id FROM models m WHERE m.id = (either ->> 'model_id')::bigint)
        ELSE either ->> TG_ARGV[1]
      END,
      was, became;
  END IF;
  RETURN NULL;
END
$$;


--
-- Name: attribute_to(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.attribute_to(actor text, request_id text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF actor !~ '\S' OR request_id !~ '\S' OR actor IS NULL OR request_id IS NULL THEN
    RAISE EXCEPTION 'a change needs the person who makes it and the id of the request';
  END IF;
  PERFORM set_config('pricebook.actor', actor, true);
  PERFORM set_config('pricebook.request_id', request_id, true);
END
$$;


--
-- Name: attributed(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.attributed() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (COALESCE(current_setting('pricebook.actor'::text, true), ''::text) <> ''::text);


--
-- Name: spelling(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.spelling(id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(lower(id), '._@'::text, '---'::text);


--
-- Name: bare_name(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.bare_name(provider_model_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(public.spelling(split_part(provider_model_id, '/'::text, '-1'::integer)), '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])(-?20\d\d|[0-3]\d)|00\d|instruct|chat|it|hf|v\d+(-\d+)?(:\d+)?)(?=-|:|$)'::text, ''::text, 'g'::text);


--
-- Name: begin_edition(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.begin_edition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE model_counts
  SET edition = edition + 1, is_read = false, changed_in = pg_current_xact_id()
  WHERE provider = NEW.provider
    AND (is_read OR changed_in IS DISTINCT FROM pg_current_xact_id());
  RETURN NULL;
END
$$;


--
-- Name: model_prices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_prices (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text NOT NULL,
    amount numeric,
    currency text,
    published text NOT NULL,
    valid tstzrange NOT NULL,
    recorded tstzrange NOT NULL,
    sync_run_id bigint,
    key text GENERATED ALWAYS AS (((((source || ' '::text) || meter) || ' '::text) || (conditions)::text)) STORED NOT NULL,
    import_id bigint,
    CONSTRAINT amount_is_not_negative CHECK (((amount >= (0)::numeric) AND (amount < 'Infinity'::numeric))),
    CONSTRAINT amount_only_when_known CHECK (((state = 'known'::text) = (amount IS NOT NULL))),
    CONSTRAINT conditions_are_known CHECK (((jsonb_typeof(conditions) = 'object'::text) AND ((conditions - ARRAY['audio'::text, 'beyond'::text, 'cache_ttl'::text, 'commitment'::text, 'completion_tokens_gt'::text, 'mode'::text, 'prompt_tokens_gt'::text, 'quality'::text, 'region'::text, 'resolution'::text, 'search_context_size'::text, 'seconds_gt'::text, 'service_tier'::text, 'speed'::text, 'style'::text, 'utc_windows'::text, 'voice_control'::text, 'weekdays'::text]) = '{}'::jsonb))),
    CONSTRAINT currency_only_when_known CHECK (((state = 'known'::text) = (currency IS NOT NULL))),
    CONSTRAINT ranges_are_half_open CHECK (((NOT isempty(valid)) AND (NOT isempty(recorded)) AND lower_inc(valid) AND lower_inc(recorded) AND (NOT upper_inc(valid)) AND (NOT upper_inc(recorded)))),
    CONSTRAINT state_is_known CHECK ((state = ANY (ARRAY['known'::text, 'free'::text, 'dynamic'::text, 'included'::text, 'not_offered'::text])))
);


--
-- Name: believe(bigint, text, text, jsonb, tstzrange, text, numeric, text, text, bigint, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric DEFAULT NULL::numeric, new_currency text DEFAULT NULL::text, as_published text DEFAULT ''::text, run bigint DEFAULT NULL::bigint, moment timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 WITH closed AS (
          UPDATE public.model_prices p SET recorded = tstzrange(lower(p.recorded), believe.moment)
           WHERE ((p.model_id = believe.model) AND (p.source = believe.told_by) AND (p.meter = believe.counted) AND (p.conditions = believe.under) AND upper_inf(p.recorded) AND (p.valid && believe.valid_during))
           RETURNING p.id,
             p.model_id,
             p.source,
             p.meter,
             p.conditions,
             p.state,
             p.amount,
             p.currency,
             p.published,
             p.valid,
             p.recorded,
             p.sync_run_id,
             p.key,
             p.import_id
         )
  INSERT INTO public.model_prices (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded, sync_run_id)  SELECT c.model_id,
             c.source,
             c.meter,
             c.conditions,
             c.state,
             c.amount,
             c.currency,
             c.published,
             rest.rest,
             tstzrange(believe.moment, NULL::timestamp with time zone) AS tstzrange,
             believe.run AS run
            FROM (closed c
              CROSS JOIN LATERAL unnest((tstzmultirange(c.valid) - tstzmultirange(believe.valid_during))) rest(rest));
 INSERT INTO public.model_prices (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded, sync_run_id)  SELECT believe.model AS model,
             believe.told_by AS told_by,
             believe.counted AS counted,
             believe.under AS under,
             believe.new_state AS new_state,
             believe.new_amount AS new_amount,
             believe.new_currency AS new_currency,
             believe.as_published AS as_published,
             believe.valid_during AS valid_during,
             tstzrange(believe.moment, NULL::timestamp with time zone) AS tstzrange,
             believe.run AS run
           WHERE (believe.new_state IS NOT NULL);
END;


--
-- Name: benchmarks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.benchmarks (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    benchmark_name text NOT NULL,
    score numeric NOT NULL,
    source_url text NOT NULL,
    measured_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT benchmark_has_a_name CHECK ((benchmark_name ~ '^\S(.*\S)?$'::text)),
    CONSTRAINT score_is_a_number CHECK (((score > '-Infinity'::numeric) AND (score < 'Infinity'::numeric))),
    CONSTRAINT source_is_an_address CHECK ((source_url ~ '^https?://'::text))
);


--
-- Name: benchmarks_of(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.benchmarks_of(model bigint) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(json_agg(row_to_json(b.*) ORDER BY b.benchmark_name), '[]'::json) AS "coalesce"
    FROM ( SELECT benchmarks.benchmark_name,
             benchmarks.score,
             benchmarks.source_url,
             benchmarks.measured_at
            FROM public.benchmarks
           WHERE (benchmarks.model_id = benchmarks_of.model)) b;
END;


--
-- Name: price_sources; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_sources (
    source text NOT NULL,
    trust smallint NOT NULL,
    second_hand boolean DEFAULT false NOT NULL,
    is_list boolean DEFAULT false NOT NULL
);


--
-- Name: blended_prices(bigint[], text, timestamp with time zone, timestamp with time zone, integer, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.blended_prices(offers bigint[], step text, since timestamp with time zone, until timestamp with time zone, input integer, output integer) RETURNS TABLE(at timestamp with time zone, model_id bigint, price numeric)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH rates AS MATERIALIZED (
          SELECT p.model_id,
             p.meter,
             p.valid,
             s.trust,
             COALESCE(p.amount, (0)::numeric) AS amount
            FROM (public.model_prices p
              JOIN public.price_sources s USING (source))
           WHERE ((p.model_id = ANY (blended_prices.offers)) AND upper_inf(p.recorded) AND (p.conditions = '{}'::jsonb) AND (p.meter = ANY (ARRAY['input_tokens'::text, 'output_tokens'::text])) AND ((p.state = 'free'::text) OR (p.currency = 'USD'::text)))
         ), moments AS (
          SELECT generate_series(date_trunc(blended_prices.step, GREATEST(blended_prices.since, ( SELECT min(lower(rates.valid)) AS min
                    FROM rates)), 'UTC'::text), LEAST(blended_prices.until, now()), (('1 '::text || blended_prices.step))::interval) AS at
         ), standing AS (
          SELECT DISTINCT ON (m.at, r.model_id, r.meter) m.at,
             r.model_id,
             r.meter,
             r.amount
            FROM (moments m
              JOIN rates r ON ((r.valid @> m.at)))
           ORDER BY m.at, r.model_id, r.meter, r.trust
         )
  SELECT standing.at,
     standing.model_id,
     ((sum((standing.amount * (
         CASE standing.meter
             WHEN 'input_tokens'::text THEN blended_prices.input
             ELSE blended_prices.output
         END)::numeric)) * (1000000)::numeric) / ((blended_prices.input + blended_prices.output))::numeric)
    FROM standing
   GROUP BY standing.at, standing.model_id
  HAVING (((blended_prices.input = 0) OR bool_or((standing.meter = 'input_tokens'::text))) AND ((blended_prices.output = 0) OR bool_or((standing.meter = 'output_tokens'::text))));
END;


--
-- Name: can_use_model(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.can_use_model(tier text, model text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (EXISTS (SELECT FROM public.allowed_models(can_use_model.tier) allowed(id, model_id) WHERE (allowed.model_id = can_use_model.model)));


--
-- Name: every_price_is_free(json); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.every_price_is_free(prices json) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((SELECT bool_and(((price.value ->> 'state'::text) = 'free'::text)) AS bool_and FROM json_array_elements(every_price_is_free.prices) price(value) WHERE ((price.value ->> 'state'::text) <> 'not_offered'::text)), false);


--
-- Name: quoted(numeric, integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.quoted(amount numeric, per integer) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (trim_scale((amount * (per)::numeric)))::text;


--
-- Name: meters; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meters (
    name text NOT NULL,
    family text NOT NULL,
    direction text NOT NULL,
    modality text NOT NULL,
    per integer NOT NULL,
    unit text NOT NULL,
    CONSTRAINT per_is_positive CHECK ((per > 0))
);


--
-- Name: price_reviews; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_reviews (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    old_state text,
    old_amount numeric,
    old_currency text,
    new_state text NOT NULL,
    new_amount numeric,
    new_currency text,
    published text NOT NULL,
    reason text NOT NULL,
    sample text NOT NULL,
    sync_run_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    decision text,
    decided_by text,
    decided_at timestamp with time zone,
    note text,
    applied_at timestamp with time zone,
    undone_by text,
    undone_at timestamp with time zone,
    undone_note text,
    runs integer DEFAULT 1 NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    replaced_at timestamp with time zone,
    run_review_id bigint,
    CONSTRAINT applied_only_when_approved CHECK (((applied_at IS NULL) OR (decision = 'approved'::text))),
    CONSTRAINT decided_by_someone_at_some_time CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT decision_is_known CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text, 'superseded'::text]))),
    CONSTRAINT reason_is_known CHECK ((reason = ANY (ARRAY['absurd'::text, 'unit slip'::text, 'jump'::text, 'new price'::text, 'card'::text, 'run'::text]))),
    CONSTRAINT undone_by_someone_at_some_time CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
    CONSTRAINT undone_only_when_decided CHECK (((undone_at IS NULL) OR (decision = ANY (ARRAY['approved'::text, 'rejected'::text]))))
);


--
-- Name: held_prices(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.held_prices(model bigint) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT json_agg(json_strip_nulls(json_build_object('meter', r.meter, 'per', t.per, 'conditions', r.conditions, 'state', r.new_state, 'amount', public.quoted(r.new_amount, t.per), 'currency', r.new_currency, 'since', r.created_at, 'reason', r.reason)) ORDER BY r.meter, r.conditions) AS json_agg
    FROM (public.price_reviews r
      JOIN public.meters t ON ((t.name = r.meter)))
   WHERE ((r.model_id = held_prices.model) AND (r.decision IS NULL));
END;


--
-- Name: in_dollars(numeric, numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.in_dollars(amount numeric, usd numeric) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (to_char((amount * usd), '9.99999999999EEEE'::text))::numeric;


--
-- Name: json_with(json, text, json); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.json_with(document json, key text, value json) RETURNS json
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (value IS NULL) THEN document ELSE (((((("left"((document)::text, '-1'::integer) || ','::text) || (to_json(key))::text) || ':'::text) || (value)::text) || '}'::text))::json END;


--
-- Name: price_review(public.price_reviews); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.price_review(r public.price_reviews) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT json_strip_nulls(json_build_object('state', (price_review.r).new_state, 'amount', public.quoted((price_review.r).new_amount, t.per), 'currency', (price_review.r).new_currency, 'since', (price_review.r).created_at, 'reason', (price_review.r).reason)) AS json_strip_nulls
    FROM public.meters t
   WHERE (t.name = (price_review.r).meter);
END;


--
-- Name: price_absences; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_absences (
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    misses integer DEFAULT 1 NOT NULL
);


--
-- Name: sightings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sightings (
    model_id bigint NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    misses smallint DEFAULT 0 NOT NULL,
    missed_since timestamp with time zone,
    CONSTRAINT misses_is_a_count CHECK ((misses >= 0))
)
WITH (fillfactor='50');


--
-- Name: unconfirmed_since(bigint, text, text, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.unconfirmed_since(model bigint, of_source text, counted text, under jsonb) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT LEAST(( SELECT a.since
            FROM public.price_absences a
           WHERE ((a.model_id = unconfirmed_since.model) AND (a.source = unconfirmed_since.of_source) AND (a.meter = unconfirmed_since.counted) AND (a.conditions = unconfirmed_since.under))), ( SELECT s.missed_since
            FROM public.sightings s
           WHERE ((s.model_id = unconfirmed_since.model) AND (unconfirmed_since.of_source = 'database'::text)))) AS "least";
END;


--
-- Name: current_prices; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.current_prices AS
 SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.model_id,
    p.meter,
    p.conditions,
    p.state,
    p.amount,
    p.currency,
    p.source,
    p.published,
    lower(p.valid) AS observed_at,
    s.trust,
    p.id
   FROM (public.model_prices p
     JOIN public.price_sources s USING (source))
  WHERE (upper_inf(p.recorded) AND (p.valid @> now()))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;


--
-- Name: exchange_rates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_rates (
    id bigint NOT NULL,
    currency text NOT NULL,
    usd numeric NOT NULL,
    valid_from date NOT NULL,
    source_url text,
    note text,
    entered_by text NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT currency_can_be_exchanged CHECK (((currency ~ '^[A-Za-z]{3,20}$'::text) AND (upper(currency) <> ALL (ARRAY['USD'::text, 'XXX'::text])))),
    CONSTRAINT usd_is_an_amount CHECK (((usd > (0)::numeric) AND (usd < 'Infinity'::numeric)))
);


--
-- Name: resolutions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.resolutions (
    model_id bigint NOT NULL,
    cards jsonb NOT NULL,
    support jsonb NOT NULL
);


--
-- Name: priced(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.priced(model bigint) RETURNS TABLE(pricing_source text, pricing jsonb, prices json, exchange json)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (array_agg(c.source ORDER BY (c.trust > 2), (c.meter <> 'input_tokens'::text), (c.meter <> 'output_tokens'::text), (c.conditions <> '{}'::jsonb), c.trust))[1] AS array_agg,
     jsonb_object_agg(k.key, COALESCE(public.quoted(COALESCE(public.in_dollars(c.amount, x.usd), c.amount), t.per), '0'::text) ORDER BY k."position") FILTER (WHERE ((k.key IS NOT NULL) AND (c.conditions = '{}'::jsonb) AND ((c.currency = 'USD'::text) OR (c.state = 'free'::text) OR (x.usd IS NOT NULL)))) AS jsonb_object_agg,
     json_agg(json_strip_nulls(json_build_object('meter', c.meter, 'per', t.per, 'amount', public.quoted(c.amount, t.per), 'currency', c.currency, 'conditions', c.conditions, 'state', c.state, 'source', c.source, 'observed_at', c.observed_at, 'confidence',
         CASE
             WHEN (c.source = 'cross-reference'::text) THEN 'single'::text
             ELSE COALESCE(((z.support -> s.key) ->> 'confidence'::text), 'first_hand'::text)
         END, 'support', ((z.support -> s.key) -> 'support'::text), 'review', v.review, 'unconfirmed_since', u.since)) ORDER BY c.meter, c.conditions) AS json_agg,
     (array_agg(x.told) FILTER (WHERE (x.usd IS NOT NULL)))[1] AS array_agg
    FROM (((((((public.current_prices c
      JOIN public.meters t ON ((t.name = c.meter)))
      LEFT JOIN public.resolutions z ON ((z.model_id = c.model_id)))
      LEFT JOIN LATERAL ( SELECT ((c.meter || ' '::text) || (c.conditions)::text) AS key) s ON (((c.source ~~ 'reference%'::text) OR (c.source = 'page'::text))))
      LEFT JOIN ( VALUES (1,'input_tokens'::text,'prompt'::text), (2,'output_tokens'::text,'completion'::text), (3,'cache_read_tokens'::text,'cache_read'::text), (4,'cache_write_tokens'::text,'cache_write'::text), (5,'reasoning_tokens'::text,'reasoning'::text), (6,'input_audio_tokens'::text,'audio'::text), (7,'output_images'::text,'image'::text), (8,'input_images'::text,'image'::text), (9,'requests'::text,'request'::text)) k("position", meter, key) ON ((k.meter = c.meter)))
      LEFT JOIN LATERAL ( SELECT r.usd,
             json_strip_nulls(json_build_object('currency', r.currency, 'usd', public.quoted(r.usd, 1), 'valid_from', r.valid_from, 'source_url', r.source_url)) AS told
            FROM public.exchange_rates r
           WHERE ((c.currency <> 'USD'::text) AND (r.currency = c.currency) AND (r.valid_from <= ((now() AT TIME ZONE 'UTC'::text))::date))
           ORDER BY r.valid_from DESC, r.entered_at DESC, r.id DESC
          LIMIT 1) x ON (((k.key IS NOT NULL) AND (c.conditions = '{}'::jsonb))))
      LEFT JOIN LATERAL ( SELECT public.price_review(r.*) AS review
            FROM public.price_reviews r
           WHERE ((r.model_id = c.model_id) AND (r.meter = c.meter) AND (r.conditions = c.conditions) AND (r.decision IS NULL))
           ORDER BY r.id
          LIMIT 1) v ON (true))
      LEFT JOIN LATERAL ( SELECT public.unconfirmed_since(c.model_id, c.source, c.meter, c.conditions) AS since) u ON (true))
   WHERE (c.model_id = priced.model);
END;


--
-- Name: reference_facts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reference_facts (
    model_id bigint NOT NULL,
    source text NOT NULL,
    deprecation_date date NOT NULL
);


--
-- Name: model_documents; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_documents AS
 SELECT m.id,
    z.document,
    t.free
   FROM ((((((((public.models m
     LEFT JOIN LATERAL public.priced(m.id) p(pricing_source, pricing, prices, exchange) ON (true))
     LEFT JOIN public.model_access a ON ((a.model_id = m.model_id)))
     CROSS JOIN LATERAL ( SELECT a.status,
                CASE
                    WHEN a.free_by_rule THEN public.every_price_is_free(p.prices)
                    ELSE a.is_free
                END AS free,
            a.is_pro AS pro,
            a.is_enterprise AS enterprise) t)
     LEFT JOIN LATERAL ( SELECT r.deprecation_date
           FROM (public.reference_facts r
             JOIN public.price_sources s USING (source))
          WHERE ((r.model_id = m.id) AND (NOT (m.pins ? 'deprecation_date'::text)))
          ORDER BY s.trust
         LIMIT 1) f ON (true))
     CROSS JOIN LATERAL ( SELECT m.model_id AS id,
            m.provider,
            m.provider_model_id,
            m.canonical_id,
            m.name,
            m.description,
            m.context_length,
            m.max_output_tokens,
            m.modality,
            m.input_modalities,
            m.output_modalities,
            m.capabilities,
            m.supported_parameters,
            m.tokenizer,
            m.quantization,
            m.license,
            m.knowledge_cutoff,
            m.is_active,
            (m.deprecated OR COALESCE((f.deprecation_date <= CURRENT_DATE), false)) AS deprecated,
            COALESCE(m.deprecation_date, f.deprecation_date) AS deprecation_date,
            m.replacement,
            m.release_date,
            m.listed_at,
            m.health_status,
            COALESCE(p.pricing, '{}'::jsonb) AS pricing,
            p.pricing_source,
            COALESCE(p.prices, '[]'::json) AS prices,
            row_to_json(t.*) AS access,
            m.first_seen_at,
            now() AS updated_at,
            m.source_url,
            NULLIF(m.listed_by, '{}'::text[]) AS listed_by,
            NULLIF(m.facts_source, '{}'::jsonb) AS facts_source) d)
     CROSS JOIN LATERAL ( SELECT d.id,
            d.provider,
            d.provider_model_id,
            d.canonical_id,
            d.name,
            d.description,
            d.context_length,
            d.max_output_tokens,
            d.modality,
            d.input_modalities,
            d.output_modalities,
            d.capabilities,
            d.supported_parameters,
            d.tokenizer,
            d.quantization,
            d.license,
            d.knowledge_cutoff,
            d.is_active,
            d.deprecated,
            d.deprecation_date,
            d.replacement,
            d.release_date,
            d.listed_at,
            d.health_status,
            d.pricing,
            d.pricing_source,
            d.prices,
            d.access,
            d.first_seen_at,
            d.updated_at,
            d.source_url,
            d.listed_by,
            d.facts_source,
            p.exchange) e)
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN (e.exchange IS NULL) THEN row_to_json(d.*)
                    ELSE row_to_json(e.*)
                END AS document) w)
     CROSS JOIN LATERAL ( SELECT public.json_with(public.json_with(public.json_with(public.json_with(w.document, 'pins'::text, ( SELECT json_agg(f_1.f ORDER BY f_1.f) AS json_agg
                   FROM jsonb_object_keys(m.pins) f_1(f))), 'listed_until'::text, to_json(m.listed_until)), 'under_review'::text, public.held_prices(m.id)), 'prices_incomplete'::text,
                CASE
                    WHEN m.prices_incomplete THEN to_json(true)
                    ELSE NULL::json
                END) AS document) z);


--
-- Name: document_of(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.document_of(model bigint) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT model_documents.document
    FROM public.model_documents
   WHERE (model_documents.id = document_of.model);
END;


--
-- Name: dated(bigint, json, bigint[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.dated(model bigint, written json, due bigint[]) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (model = ANY (due)) THEN public.document_of(model) ELSE written END;


--
-- Name: due_ids(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.due_ids() RETURNS bigint[]
    LANGUAGE plpgsql STABLE
    SET max_parallel_workers_per_gather TO '0'
    AS $$
BEGIN
  RETURN ARRAY(SELECT id FROM due_documents);
END
$$;


--
-- Name: catalog_items(text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.catalog_items(sellers text[]) RETURNS TABLE(provider text, items bigint, text text)
    LANGUAGE sql STABLE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT d.provider,
     count(*) AS count,
     string_agg((d.document)::text, ','::text) AS string_agg
    FROM ( SELECT m.provider,
             public.dated(m.id, m.document, ( SELECT public.due_ids() AS due_ids)) AS document
            FROM public.models m
           WHERE (m.is_active AND (m.document IS NOT NULL) AND (m.provider = ANY (catalog_items.sellers)))
           ORDER BY m.provider, (m.model_id COLLATE "C")) d
   GROUP BY d.provider;
END;


--
-- Name: catalog_parts(text, integer, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.catalog_parts(seller text, format_version integer, held text[]) RETURNS TABLE(changed_at text, items bigint, etag text, length bigint, crc bigint, deflated bytea, text text, changes_at bigint)
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH asked AS (
    SELECT g.changed_at FROM generations g
    WHERE scope IN ('all', seller) ORDER BY scope = 'all' LIMIT 1
  ), state AS MATERIALIZED (
    SELECT c.provider, p.etag, p.items, p.length, p.crc, p.deflated
    FROM model_counts c
    LEFT JOIN current_parts p
      ON p.provider = c.provider AND p.format = 'catalog' AND p.version = format_version
    WHERE seller IS NULL OR c.provider = seller
  ), missing AS (
    -- not even planned where every part is current, as they are but for accidents
    SELECT t.* FROM state s CROSS JOIN LATERAL catalog_items(ARRAY[s.provider]) t
    WHERE s.etag IS NULL
  )
  SELECT
    to_json(a.changed_at) #>> '{}',
    coalesce(s.items, t.items, 0)::bigint,
    s.etag,
    coalesce(s.length, 0)::bigint,
    coalesce(s.crc, 0)::bigint,
    CASE WHEN s.etag <> ALL (held) THEN s.deflated END,
    t.text,
    n.changes_at
  FROM asked a
  CROSS JOIN changes_at() AS n (changes_at)
  LEFT JOIN state s ON true
  LEFT JOIN missing t ON t.provider = s.provider
  WHERE EXISTS (SELECT FROM model_counts) AND (
    seller IS NULL OR EXISTS (SELECT FROM providers WHERE slug = seller)
  )
  ORDER BY s.provider || '/' COLLATE "C";
END
$$;


--
-- Name: changed_prices(text, bigint[], jsonb, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.changed_prices(told_by text, offers bigint[], stated jsonb, complete boolean) RETURNS TABLE(model_id bigint, meter text, conditions jsonb, old_id bigint, old_state text, old_amount numeric, old_currency text, new_state text, new_amount numeric, new_currency text, published text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH now_stated AS (
          SELECT s.model_id,
             s.meter,
             s.conditions,
             s.state,
             s.amount,
             s.currency,
             s.published
            FROM jsonb_to_recordset(changed_prices.stated) s(model_id bigint, meter text, conditions jsonb, state text, amount numeric, currency text, published text)
         ), believed AS (
          SELECT p.id,
             p.model_id,
             p.source,
             p.meter,
             p.conditions,
             p.state,
             p.amount,
             p.currency,
             p.published,
             p.valid,
             p.recorded,
             p.sync_run_id,
             p.key,
             p.import_id
            FROM public.model_prices p
           WHERE ((p.model_id = ANY (changed_prices.offers)) AND (p.source = changed_prices.told_by) AND upper_inf(p.recorded) AND (p.valid @> now()))
         )
  SELECT COALESCE(n.model_id, o.model_id) AS "coalesce",
     COALESCE(n.meter, o.meter) AS "coalesce",
     COALESCE(n.conditions, o.conditions) AS "coalesce",
     o.id,
     o.state,
     o.amount,
     o.currency,
     n.state,
     n.amount,
     n.currency,
     n.published
    FROM (now_stated n
      FULL JOIN believed o USING (model_id, meter, conditions))
   WHERE ((((n.state IS DISTINCT FROM o.state) OR (n.amount IS DISTINCT FROM o.amount)) OR (n.currency IS DISTINCT FROM o.currency)) AND ((n.meter IS NOT NULL) OR changed_prices.complete));
END;


--
-- Name: changes_at(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.changes_at() RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN (SELECT floor(extract(epoch FROM at)) FROM next_change);
END
$$;


--
-- Name: price_id(public.model_prices, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.price_id(price public.model_prices, model text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN rtrim(translate(encode(substr(sha256(convert_to(concat_ws(' '::text, model, (price).meter, ((price).conditions)::text, (price).state, COALESCE((trim_scale((price).amount))::text, '-'::text), COALESCE((price).currency, '-'::text), (price).source, to_char((lower((price).valid) AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'::text)), 'UTF8'::name)), 1, 16), 'base64'::text), '+/'::text, '-_'::text), '='::text);


--
-- Name: prices_at(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prices_at(at timestamp with time zone, known_at timestamp with time zone DEFAULT now()) RETURNS SETOF public.model_prices
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.id,
     p.model_id,
     p.source,
     p.meter,
     p.conditions,
     p.state,
     p.amount,
     p.currency,
     p.published,
     p.valid,
     p.recorded,
     p.sync_run_id,
     p.key,
     p.import_id
    FROM (public.model_prices p
      JOIN public.price_sources s USING (source))
   WHERE ((p.valid @> prices_at.at) AND (p.recorded @> prices_at.known_at))
   ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;


--
-- Name: priced_keys; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.priced_keys AS
 SELECT "position",
    meter,
    key
   FROM ( VALUES (1,'input_tokens'::text,'prompt'::text), (2,'output_tokens'::text,'completion'::text), (3,'cache_read_tokens'::text,'cache_read'::text), (4,'cache_write_tokens'::text,'cache_write'::text), (5,'reasoning_tokens'::text,'reasoning'::text), (6,'input_audio_tokens'::text,'audio'::text), (7,'output_images'::text,'image'::text), (8,'input_images'::text,'image'::text), (9,'requests'::text,'request'::text)) k("position", meter, key);


--
-- Name: charged_at(bigint, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.charged_at(model bigint, at timestamp with time zone, known_at timestamp with time zone) RETURNS TABLE(known_from timestamp with time zone, pricing jsonb, pricing_source text, exchange json, prices json)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH charged AS MATERIALIZED (
          SELECT p.id,
             p.model_id,
             p.source,
             p.meter,
             p.conditions,
             p.state,
             p.amount,
             p.currency,
             p.published,
             p.valid,
             p.recorded,
             p.sync_run_id,
             p.key,
             p.import_id,
             public.price_id(ROW(p.id, p.model_id, p.source, p.meter, p.conditions, p.state, p.amount, p.currency, p.published, p.valid, p.recorded, p.sync_run_id, p.key, p.import_id), m.model_id) AS price_id,
             t.per,
             s.trust
            FROM (((public.models m
              CROSS JOIN LATERAL ( SELECT c.id,
                     c.model_id,
                     c.source,
                     c.meter,
                     c.conditions,
                     c.state,
                     c.amount,
                     c.currency,
                     c.published,
                     c.valid,
                     c.recorded,
                     c.sync_run_id,
                     c.key,
                     c.import_id
                    FROM public.prices_at(charged_at.at, charged_at.known_at) c(id, model_id, source, meter, conditions, state, amount, currency, published, valid, recorded, sync_run_id, key, import_id)
                   WHERE (c.model_id = m.id)
                  OFFSET 0) p)
              JOIN public.meters t ON ((t.name = p.meter)))
              JOIN public.price_sources s USING (source))
           WHERE (m.id = charged_at.model)
         ), rules AS (
          SELECT COALESCE(json_agg(json_strip_nulls(json_build_object('id', charged.price_id, 'meter', charged.meter, 'per', charged.per, 'amount', public.quoted(charged.amount, charged.per), 'currency', charged.currency, 'conditions', charged.conditions, 'state', charged.state, 'source', charged.source, 'published', charged.published, 'observed_at', lower(charged.valid), 'valid_from', lower(charged.valid), 'valid_to', upper(charged.valid), 'recorded_at', lower(charged.recorded), 'confidence',
                 CASE
                     WHEN (charged.source = ANY (ARRAY['manual'::text, 'database'::text])) THEN 'first_hand'::text
                     WHEN (charged.source = 'cross-reference'::text) THEN 'single'::text
                     WHEN (upper_inf(charged.valid) AND upper_inf(charged.recorded)) THEN ((z.support -> ((charged.meter || ' '::text) || (charged.conditions)::text)) ->> 'confidence'::text)
                     ELSE NULL::text
                 END, 'support',
                 CASE
                     WHEN (upper_inf(charged.valid) AND upper_inf(charged.recorded) AND ((charged.source ~~ 'reference:%'::text) OR (charged.source = 'page'::text))) THEN ((z.support -> ((charged.meter || ' '::text) || (charged.conditions)::text)) -> 'support'::text)
                     ELSE NULL::jsonb
                 END)) ORDER BY charged.meter, charged.conditions), '[]'::json) AS prices,
             (array_agg(charged.source ORDER BY (charged.trust > 2), (charged.meter <> 'input_tokens'::text), (charged.meter <> 'output_tokens'::text), (charged.conditions <> '{}'::jsonb), charged.trust))[1] AS pricing_source
            FROM (charged
              LEFT JOIN public.resolutions z USING (model_id))
         ), base AS (
          SELECT COALESCE(jsonb_object_agg(k.key, COALESCE(public.quoted(COALESCE(public.in_dollars(c.amount, x.usd), c.amount), c.per), '0'::text) ORDER BY k."position"), '{}'::jsonb) AS pricing,
             (array_agg(x.told) FILTER (WHERE (x.usd IS NOT NULL)))[1] AS exchange
            FROM ((charged c
              JOIN public.priced_keys k ON ((k.meter = c.meter)))
              LEFT JOIN LATERAL ( SELECT r_1.usd,
                     json_strip_nulls(json_build_object('currency', r_1.currency, 'usd', public.quoted(r_1.usd, 1), 'valid_from', r_1.valid_from, 'source_url', r_1.source_url)) AS told
                    FROM public.exchange_rates r_1
                   WHERE ((r_1.valid_from <= ((charged_at.at AT TIME ZONE 'UTC'::text))::date) AND (r_1.entered_at <= charged_at.known_at) AND (r_1.currency = c.currency) AND (c.currency <> 'USD'::text))
                   ORDER BY r_1.valid_from DESC, r_1.entered_at DESC, r_1.id DESC
                  LIMIT 1) x ON (true))
           WHERE ((c.conditions = '{}'::jsonb) AND ((c.currency = 'USD'::text) OR (c.state = 'free'::text) OR (x.usd IS NOT NULL)))
         )
  SELECT ( SELECT min(lower(p.valid)) AS min
            FROM public.model_prices p
           WHERE ((p.model_id = charged_at.model) AND (p.recorded @> charged_at.known_at))) AS min,
     b.pricing,
     r.pricing_source,
     b.exchange,
     r.prices
    FROM (rules r
      CROSS JOIN base b);
END;


--
-- Name: errors_are_grouped(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.errors_are_grouped(errors jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(bool_and(COALESCE((((e.value ->> 'category'::text) = ANY (ARRAY['auth'::text, 'database'::text, 'defect'::text, 'duplicate'::text, 'format'::text, 'guard'::text, 'network'::text, 'rate_limit'::text, 'unmatched'::text, 'unread'::text, 'validation'::text])) AND (jsonb_typeof((e.value -> 'count'::text)) = 'number'::text) AND ((e.value ->> 'sample'::text) IS NOT NULL) AND ((e.value ->> 'what_to_do'::text) IS NOT NULL)), false)), true) AS "coalesce"
    FROM jsonb_array_elements(errors_are_grouped.errors) e(value);
END;


--
-- Name: iso_duration(interval); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.iso_duration(length interval) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET "IntervalStyle" TO 'iso_8601'
    RETURN (length)::text;


--
-- Name: sync_runs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sync_runs (
    id bigint NOT NULL,
    provider text NOT NULL,
    status text NOT NULL,
    kind text DEFAULT 'full'::text NOT NULL,
    triggered_by text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    completed_at timestamp with time zone,
    duration_ms bigint GENERATED ALWAYS AS ((round((EXTRACT(epoch FROM (completed_at - started_at)) * (1000)::numeric)))::bigint) STORED,
    backend_pid integer,
    backend_start timestamp with time zone,
    models_fetched integer DEFAULT 0 NOT NULL,
    models_added integer DEFAULT 0 NOT NULL,
    models_updated integer DEFAULT 0 NOT NULL,
    models_unchanged integer DEFAULT 0 NOT NULL,
    models_rejected integer DEFAULT 0 NOT NULL,
    models_missing integer DEFAULT 0 NOT NULL,
    models_returned integer DEFAULT 0 NOT NULL,
    models_deactivated integer DEFAULT 0 NOT NULL,
    prices_changed integer DEFAULT 0 NOT NULL,
    errors jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT completed_when_over CHECK (((status = ANY (ARRAY['queued'::text, 'running'::text])) = (completed_at IS NULL))),
    CONSTRAINT errors_are_grouped CHECK (public.errors_are_grouped(errors)),
    CONSTRAINT status_is_known CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'success'::text, 'partial'::text, 'failed'::text, 'skipped'::text])))
);


--
-- Name: latest_runs; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.latest_runs AS
 SELECT DISTINCT ON (provider) id,
    provider,
    status,
    kind,
    triggered_by,
    started_at,
    heartbeat,
    completed_at,
    duration_ms,
    backend_pid,
    backend_start,
    models_fetched,
    models_added,
    models_updated,
    models_unchanged,
    models_rejected,
    models_missing,
    models_returned,
    models_deactivated,
    prices_changed,
    errors
   FROM public.sync_runs
  WHERE (completed_at IS NOT NULL)
  ORDER BY provider, started_at DESC;


--
-- Name: provider_health; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.provider_health AS
 SELECT p.slug,
    p.name,
    p.website,
    p.kind,
    p.is_active,
    l.id AS last_run_id,
    l.status AS last_run_status,
    l.completed_at AS last_run_at,
    (EXTRACT(epoch FROM (now() - g.completed_at)))::bigint AS age_seconds,
        CASE
            WHEN (g.completed_at IS NULL) THEN 'unknown'::text
            WHEN ((now() - g.completed_at) > ((3)::double precision * p.sync_interval)) THEN 'stale'::text
            ELSE 'fresh'::text
        END AS freshness,
        CASE
            WHEN (p.ended_on <= CURRENT_DATE) THEN 'ended'::text
            WHEN (l.status = 'failed'::text) THEN 'failing'::text
            WHEN (g.completed_at IS NULL) THEN 'unknown'::text
            WHEN ((l.status = 'partial'::text) OR ((now() - g.completed_at) > ((3)::double precision * p.sync_interval))) THEN 'degraded'::text
            ELSE 'healthy'::text
        END AS health,
        CASE
            WHEN (g.completed_at IS NULL) THEN 'list'::text
            ELSE 'seller'::text
        END AS told_by
   FROM ((public.providers p
     LEFT JOIN public.latest_runs l ON ((l.provider = p.slug)))
     LEFT JOIN LATERAL ( SELECT r.completed_at
           FROM public.sync_runs r
          WHERE ((r.provider = p.slug) AND (r.status = ANY (ARRAY['success'::text, 'partial'::text])))
          ORDER BY r.started_at DESC
         LIMIT 1) g ON (true));


--
-- Name: conduct_of(text, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.conduct_of(provider text, defaults jsonb) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT json_build_object('slug', p.slug, 'name', p.name, 'kind', p.kind, 'website', p.website, 'docs_url', p.docs_url, 'key_name', p.key_name, 'is_active', p.is_active, 'sync_interval', public.iso_duration(p.sync_interval), 'sync_at', to_char((p.sync_at)::interval, 'HH24:MI'::text), 'sync_cron', p.sync_cron, 'alert_after', p.alert_after, 'reviews', p.reviews, 'guards', ( SELECT COALESCE(json_object_agg(jsonb_each_text.key, jsonb_each_text.value), '{}'::json) AS "coalesce"
            FROM jsonb_each_text(p.guards) jsonb_each_text(key, value)), 'thresholds', ( SELECT json_object_agg(t.key, t.value ORDER BY t.key) AS json_object_agg
            FROM ( SELECT jsonb_each_text.key,
                     COALESCE((p.guards ->> jsonb_each_text.key), jsonb_each_text.value) AS value
                    FROM jsonb_each_text(conduct_of.defaults) jsonb_each_text(key, value)) t), 'health', h.health, 'freshness', h.freshness, 'last_run_status', h.last_run_status, 'last_run_at', h.last_run_at, 'updated_at', p.updated_at) AS json_build_object
    FROM (public.providers p
      JOIN public.provider_health h ON ((h.slug = p.slug)))
   WHERE (p.slug = conduct_of.provider);
END;


--
-- Name: count_models(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.count_models() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO model_counts AS c (provider, active, inactive)
  SELECT
    provider,
    sign * count(*) FILTER (WHERE is_active), sign * count(*) FILTER (WHERE NOT is_active)
  FROM changed GROUP BY provider
  ON CONFLICT (provider) DO UPDATE SET
    active = c.active + excluded.active, inactive = c.inactive + excluded.inactive,
    edition = c.edition + 1, is_read = false, changed_in = pg_current_xact_id();
  RETURN NULL;
END
$$;


--
-- Name: count_switched_model(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.count_switched_model() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  sign CONSTANT integer := CASE WHEN NEW.is_active THEN 1 ELSE -1 END;
BEGIN
  UPDATE model_counts SET active = active + sign, inactive = inactive - sign
  WHERE provider = NEW.provider;
  RETURN NULL;
END
$$;


--
-- Name: csv_row(jsonb, text[], boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.csv_row(document jsonb, columns text[], safe boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH found AS (
          SELECT c.n,
             (csv_row.document #> string_to_array(c.path, '.'::text)) AS value
            FROM unnest(csv_row.columns) WITH ORDINALITY c(path, n)
          OFFSET 0
         ), told AS (
          SELECT found.n,
                 CASE jsonb_typeof(found.value)
                     WHEN 'array'::text THEN
                     CASE jsonb_typeof((found.value -> 0))
                         WHEN 'string'::text THEN ( SELECT string_agg(word.value, ';'::text) AS string_agg
                            FROM jsonb_array_elements_text(found.value) word(value))
                         WHEN 'object'::text THEN (found.value)::text
                         ELSE ''::text
                     END
                     WHEN 'string'::text THEN (found.value #>> '{}'::text[])
                     ELSE NULL::text
                 END AS words,
             found.value
            FROM found
          OFFSET 0
         ), cells AS (
          SELECT told.n,
             COALESCE(
                 CASE
                     WHEN (csv_row.safe AND (told.words ~ '^[-=+@\t\r\n]'::text)) THEN (''''::text || told.words)
                     ELSE told.words
                 END, (told.value #>> '{}'::text[]), ''::text) AS cell
            FROM told
          OFFSET 0
         )
  SELECT string_agg(
         CASE
             WHEN (cells.cell ~ '[",\r\n]'::text) THEN (('"'::text || replace(cells.cell, '"'::text, '""'::text)) || '"'::text)
             ELSE cells.cell
         END, ','::text ORDER BY cells.n) AS string_agg
    FROM cells;
END;


--
-- Name: cursor_after(timestamp with time zone, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.cursor_after(at timestamp with time zone, number bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((((EXTRACT(epoch FROM at) * (1000000)::numeric))::bigint || '-'::text) || number);


--
-- Name: due_since(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.due_since() RETURNS TABLE(provider text, since timestamp with time zone)
    LANGUAGE plpgsql STABLE ROWS 1
    AS $$
BEGIN
  RETURN QUERY SELECT d.provider, d.since FROM due_providers d;
END
$$;


--
-- Name: end_of_listing(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.end_of_listing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.listed_until := CASE WHEN NOT NEW.is_active THEN coalesce(NEW.listed_until, now()) END;
  RETURN NEW;
END
$$;


--
-- Name: move_in_words(jsonb, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.move_in_words(price jsonb, told_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT concat_ws(' '::text, replace(regexp_replace((move_in_words.price ->> 'meter'::text), '_tokens$'::text, ''::text), '_'::text, ' '::text), ( SELECT (('('::text || string_agg(((replace(jsonb_each_text.key, '_'::text, ' '::text) || ' '::text) || jsonb_each_text.value), ', '::text ORDER BY jsonb_each_text.key)) || ')'::text)
            FROM jsonb_each_text((move_in_words.price -> 'conditions'::text)) jsonb_each_text(key, value)),
         CASE
             WHEN (read.now_known AND read.was_known AND (read.currency = read.old_currency) AND (read.old > (0)::numeric) AND (read.new <> read.old)) THEN (to_char((((read.new / read.old) - (1)::numeric) * (100)::numeric),
             CASE
                 WHEN (abs(((read.new / read.old) - (1)::numeric)) < 0.1) THEN 'SGFM999990.09'::text
                 ELSE 'SGFM999999990'::text
             END) || ' % to'::text)
             WHEN read.now_known THEN 'now'::text
             ELSE NULL::text
         END,
         CASE
             WHEN read.now_known THEN
             CASE
                 WHEN (read.currency = 'USD'::text) THEN ('$'::text || read.new)
                 ELSE ((read.new || ' '::text) || read.currency)
             END
             WHEN (((move_in_words.price -> 'current'::text) ->> 'state'::text) = 'unknown'::text) THEN 'no longer stated'::text
             ELSE ('now '::text || replace(((move_in_words.price -> 'current'::text) ->> 'state'::text), '_'::text, ' '::text))
         END,
         CASE
             WHEN (read.now_known AND (((move_in_words.price ->> 'per'::text))::integer = 1000000)) THEN 'per 1M'::text
             WHEN (read.now_known AND (((move_in_words.price ->> 'per'::text))::integer = 1000)) THEN 'per 1K'::text
             ELSE NULL::text
         END, ('from '::text ||
         CASE
             WHEN (((move_in_words.price ->> 'effective_at'::text))::timestamp with time zone > move_in_words.told_at) THEN "left"((move_in_words.price ->> 'effective_at'::text), 10)
             ELSE NULL::text
         END)) AS concat_ws
    FROM ( SELECT (((move_in_words.price -> 'current'::text) ->> 'state'::text) = 'known'::text) AS now_known,
             (((move_in_words.price -> 'previous'::text) ->> 'state'::text) = 'known'::text) AS was_known,
             ((move_in_words.price -> 'current'::text) ->> 'currency'::text) AS currency,
             ((move_in_words.price -> 'previous'::text) ->> 'currency'::text) AS old_currency,
             (((move_in_words.price -> 'current'::text) ->> 'amount'::text))::numeric AS new,
             (((move_in_words.price -> 'previous'::text) ->> 'amount'::text))::numeric AS old) read;
END;


--
-- Name: moves_in_words(jsonb, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.moves_in_words(prices jsonb, told_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (public.move_in_words(p.value, moves_in_words.told_at) ||
         CASE jsonb_array_length(moves_in_words.prices)
             WHEN 1 THEN ''::text
             ELSE ((', '::text || (jsonb_array_length(moves_in_words.prices) - 1)) || ' more'::text)
         END)
    FROM jsonb_array_elements(moves_in_words.prices) p(value)
   ORDER BY ((p.value -> 'conditions'::text) <> '{}'::jsonb), ((p.value ->> 'meter'::text) <> 'input_tokens'::text), ((p.value ->> 'meter'::text) <> 'output_tokens'::text), (p.value ->> 'meter'::text), (p.value ->> 'conditions'::text)
  LIMIT 1;
END;


--
-- Name: price_in_words(jsonb, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.price_in_words(price jsonb, per bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((price ->> 'state'::text) <> 'known'::text) THEN replace((price ->> 'state'::text), '_'::text, ' '::text) ELSE concat_ws(' '::text, (price ->> 'amount'::text), (price ->> 'currency'::text), CASE per WHEN 1000000 THEN 'per 1M'::text WHEN 1000 THEN 'per 1K'::text ELSE NULL::text END) END;


--
-- Name: prices_in_words(jsonb, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.prices_in_words(prices jsonb, told_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT string_agg(concat_ws(' '::text, (e.p ->> 'meter'::text), NULLIF((e.p ->> 'conditions'::text), '{}'::text), public.price_in_words((e.p -> 'previous'::text), ((e.p ->> 'per'::text))::bigint), '→', public.price_in_words((e.p -> 'current'::text), ((e.p ->> 'per'::text))::bigint), ('from '::text ||
         CASE
             WHEN (((e.p ->> 'effective_at'::text))::timestamp with time zone > prices_in_words.told_at) THEN "left"((e.p ->> 'effective_at'::text), 10)
             ELSE NULL::text
         END)), '; '::text ORDER BY e."position") AS string_agg
    FROM jsonb_array_elements(prices_in_words.prices) WITH ORDINALITY e(p, "position")
   WHERE (e."position" <= 10);
END;


--
-- Name: model_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_events (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    provider text NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    details jsonb NOT NULL,
    CONSTRAINT event_kind_is_known CHECK ((kind = ANY (ARRAY['new'::text, 'removed'::text, 'returned'::text, 'price'::text, 'source'::text, 'deprecation'::text])))
);


--
-- Name: changes; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.changes AS
 SELECT e.id AS number,
    ((e.kind || ':'::text) || e.id) AS id,
    e.kind,
    e.at,
    e.provider,
    m.model_id,
    (
        CASE e.kind
            WHEN 'price'::text THEN ((m.provider_model_id || ' at '::text) || m.provider)
            ELSE m.model_id
        END ||
        CASE e.kind
            WHEN 'new'::text THEN ' is new'::text
            WHEN 'removed'::text THEN ' is no longer sold'::text
            WHEN 'returned'::text THEN ' is sold again'::text
            WHEN 'price'::text THEN (': '::text || public.moves_in_words((e.details -> 'prices'::text), e.at))
            WHEN 'source'::text THEN ' has its price from another source'::text
            WHEN 'deprecation'::text THEN
            CASE
                WHEN (e.details ? 'deprecation_date'::text) THEN (' ends on '::text || (e.details ->> 'deprecation_date'::text))
                WHEN ((e.details ->> 'deprecated'::text))::boolean THEN ' is deprecated'::text
                ELSE ' is no longer deprecated'::text
            END
            ELSE NULL::text
        END) AS title,
        CASE
            WHEN (e.kind = ANY (ARRAY['price'::text, 'source'::text])) THEN public.prices_in_words((e.details -> 'prices'::text), e.at)
            ELSE concat_ws('; '::text, m.name, ('instead: '::text || (e.details ->> 'replacement'::text)), ( SELECT string_agg(((jsonb_each_text.key || ' '::text) || jsonb_each_text.value), ', '::text) AS string_agg
               FROM jsonb_each_text((e.details -> 'pricing'::text)) jsonb_each_text(key, value)))
        END AS summary,
    e.details
   FROM (public.model_events e
     JOIN public.models m ON ((m.id = e.model_id)));


--
-- Name: found_changes(text, text[], text, text, timestamp with time zone, text, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.found_changes(seller text, models text[], canonical text, one_kind text, since timestamp with time zone, cursor text, size bigint) RETURNS SETOF public.changes
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT c.number,
     c.id,
     c.kind,
     c.at,
     c.provider,
     c.model_id,
     c.title,
     c.summary,
     c.details
    FROM public.changes c
   WHERE (((found_changes.seller IS NULL) OR (c.provider = found_changes.seller)) AND ((found_changes.models IS NULL) OR (c.model_id = ANY (found_changes.models))) AND ((found_changes.canonical IS NULL) OR (c.model_id IN ( SELECT m.model_id
            FROM public.models m
           WHERE (m.canonical_id = found_changes.canonical)))) AND ((found_changes.one_kind IS NULL) OR (c.kind = found_changes.one_kind)) AND ((found_changes.since IS NULL) OR (c.at >= found_changes.since)) AND ((found_changes.cursor IS NULL) OR (ROW(c.at, c.number) < ROW(('1970-01-01 00:00:00+00'::timestamp with time zone + (((split_part(found_changes.cursor, '-'::text, 1))::bigint)::double precision * '00:00:00.000001'::interval)), (split_part(found_changes.cursor, '-'::text, 2))::bigint))))
   ORDER BY c.at DESC, c.number DESC
  LIMIT found_changes.size;
END;


--
-- Name: found_models(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.found_models(filter jsonb) RETURNS TABLE(id bigint, model_id text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT m.id,
     m.model_id
    FROM (public.models m
      JOIN public.model_access a ON ((a.model_id = m.model_id)))
   WHERE ((((found_models.filter ->> 'provider'::text) IS NULL) OR (m.provider = (found_models.filter ->> 'provider'::text))) AND (((found_models.filter ->> 'canonical'::text) IS NULL) OR (m.canonical_id = (found_models.filter ->> 'canonical'::text))) AND (((found_models.filter ->> 'status'::text) IS NULL) OR (a.status = (found_models.filter ->> 'status'::text))) AND (((found_models.filter ->> 'tier'::text) IS NULL) OR public.tier_may_use(a.*, (found_models.filter ->> 'tier'::text))) AND (((found_models.filter ->> 'pinned'::text) IS NULL) OR (((found_models.filter ->> 'pinned'::text))::boolean = (m.pins <> '{}'::jsonb))) AND (((found_models.filter ->> 'is_active'::text) IS NULL) OR (((found_models.filter ->> 'is_active'::text))::boolean = m.is_active)) AND (((found_models.filter ->> 'price_state'::text) IS NULL) OR (m.price_states @> ARRAY[(found_models.filter ->> 'price_state'::text)])) AND (((found_models.filter ->> 'q'::text) IS NULL) OR (strpos(lower(concat_ws(' '::text, m.model_id, m.name, m.canonical_id)), lower((found_models.filter ->> 'q'::text))) > 0)));
END;


--
-- Name: ics_text(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.ics_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(value, '([\\;,])'::text, '\\\1'::text, 'g'::text), '[\x01-\x1f\x7f]'::text, ' '::text, 'g'::text);


--
-- Name: in_regex(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.in_regex(literal text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT regexp_replace(literal, '([]^$*+?(){}|\\.[])'::text, '\\\1'::text, 'g'::text) AS regexp_replace;
END;


--
-- Name: inexactness(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.inexactness(written text, asked text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (strpos(replace(written, ' '::text, ''::text), replace(asked, ' '::text, ''::text)) > 0) THEN 1 WHEN (strpos(replace(written, ' '::text, ''::text), rtrim(replace(asked, ' '::text, ''::text), '|'::text)) > 0) THEN 2 WHEN (strpos(written, btrim(asked, '|'::text)) > 0) THEN 3 WHEN (string_to_array(asked, ' '::text) <@ string_to_array(written, ' '::text)) THEN 4 ELSE 5 END;


--
-- Name: resolved_models(text, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.resolved_models(asked text, canonicals text[]) RETURNS TABLE(model_id text, canonical_id text, resolved_by text, region text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH bounded AS (
          SELECT translate(resolved_models.asked, ' '::text, '-'::text) AS name,
             p.parts[1] AS prefix,
             p.parts[2] AS rest
            FROM ( SELECT regexp_match(translate(resolved_models.asked, ' '::text, '-'::text), '^([^/:]+)[/:](.+)$'::text) AS parts) p
           WHERE (length(resolved_models.asked) <= 300)
         ), known_seller AS (
          SELECT p.slug AS seller,
             b.rest AS id,
             (p.kind = 'lab'::text) AS is_lab
            FROM (bounded b
              JOIN public.providers p ON (((p.kind <> 'reference'::text) AND ((p.slug = public.spelling(b.prefix)) OR (EXISTS ( SELECT
                    FROM (jsonb_each(p.names) n(key, value)
                      CROSS JOIN LATERAL jsonb_array_elements_text(n.value) v(name))
                   WHERE ((v.name = b.prefix) OR ((public.spelling(v.name) = public.spelling(b.prefix)) AND (NOT (EXISTS ( SELECT
                            FROM public.models m
                           WHERE (split_part(m.canonical_id, '/'::text, 1) = lower(b.prefix))))))))) OR ((p.kind = 'lab'::text) AND (public.spelling(b.prefix) = ANY (p.makes)))))))
         ), sellers AS (
          SELECT known_seller.seller,
             known_seller.id,
             NULL::text AS region
            FROM known_seller
         UNION
          SELECT s.seller,
             b.name,
             NULL::text
            FROM (bounded b
              CROSS JOIN LATERAL ( VALUES (NULL::text,true), ('google-vertex'::text,(b.name ~ '@(20\d{6}|default)$|^(projects/.*/)?publishers/'::text)), ('fireworks'::text,starts_with(b.name, 'accounts/fireworks/'::text))) s(seller, fits))
           WHERE (s.fits AND (NOT (EXISTS ( SELECT
                    FROM known_seller))))
         UNION
          SELECT 'openrouter'::text,
             bounded.name,
             NULL::text
            FROM bounded
           WHERE (bounded.name ~ '/.*:(nitro|floor|online)$'::text)
         UNION
          SELECT 'bedrock'::text,
             bounded.name,
             NULL::text
            FROM bounded
           WHERE (bounded.name ~ '^((us|eu|apac|jp|au|ca|global|us-gov)\.)?[a-z0-9]*[a-z]\.[a-z][^/]*$'::text)
         UNION
          SELECT 'bedrock'::text,
             a.arn[2] AS arn,
             NULLIF(NULLIF(NULLIF(a.arn[1], ''::text), 'us-east-1'::text), 'us-west-2'::text) AS "nullif"
            FROM (bounded b
              CROSS JOIN LATERAL regexp_match(b.name, '^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:(?:inference-profile|foundation-model)/(.+)$'::text) a(arn))
           WHERE (a.arn IS NOT NULL)
         ), named AS MATERIALIZED (
          SELECT s.seller,
             f.id,
             (public.spelling(f.id) COLLATE "C") AS spelled,
             f.place,
             f.region
            FROM (sellers s
              CROSS JOIN LATERAL ( SELECT s.id,
                         CASE
                             WHEN (NOT starts_with(resolved_models.asked, 'arn:'::text)) THEN 1
                             WHEN (z.region IS NULL) THEN 3
                             ELSE 4
                         END AS place,
                     z.region
                    FROM ( SELECT
                                 CASE
                                     WHEN (s.id !~ '^[a-z-]{2,6}\.[a-z0-9-]+\.'::text) THEN s.region
                                     ELSE NULL::text
                                 END AS region) z
                 UNION ALL
                  SELECT regexp_replace(s.id, '^(projects/[^/]+/locations/[^/]+/)?((publishers|accounts)/[^/]+/)?models/|@default$'::text, ''::text) AS regexp_replace,
                     3,
                     NULL::text
                   WHERE (s.id ~ '^(projects/[^/]+/locations/[^/]+/)?((publishers|accounts)/[^/]+/)?models/|@default$'::text)
                 UNION ALL
                  SELECT t.tuned[1] AS tuned,
                     3,
                     NULL::text
                    FROM regexp_match(s.id, '^(ft:[^:]+):.'::text) t(tuned)
                   WHERE (t.tuned IS NOT NULL)
                 UNION ALL
                  SELECT g.zoned[2] AS zoned,
                     4,
                     g.zoned[1] AS zoned
                    FROM regexp_match(s.id, '^(us|eu|apac|jp|au|ca|global|us-gov)\.([a-z0-9-]+\..+)$'::text) g(zoned)
                   WHERE ((g.zoned IS NOT NULL) AND (COALESCE(s.seller, 'bedrock'::text) = 'bedrock'::text))
                 UNION ALL
                  SELECT z.parts[2] AS parts,
                         CASE
                             WHEN (z.parts[1] IS NULL) THEN 3
                             ELSE 4
                         END AS "case",
                     NULLIF(NULLIF(z.parts[1], 'us-east-1'::text), 'us-west-2'::text) AS "nullif"
                    FROM regexp_match(s.id, '^(?:converse/|invoke/|converse_like/)?(?:([a-z]{2}(?:-[a-z]+)+-\d)/)?(.+)$'::text) z(parts)
                   WHERE ((s.seller = 'bedrock'::text) AND (z.parts[2] <> s.id))
                 UNION ALL
                  SELECT z.parts[2] AS parts,
                     4,
                     z.parts[1] AS parts
                    FROM regexp_match(s.id, '^(eu|us|global)(?:-standard)?/(.+)$'::text) z(parts)
                   WHERE ((z.parts IS NOT NULL) AND (s.seller = 'azure'::text))
                 UNION ALL
                  SELECT regexp_replace(s.id, ':(nitro|floor|online)$'::text, ''::text) AS regexp_replace,
                     5,
                     NULL::text
                   WHERE ((s.id ~ ':(nitro|floor|online)$'::text) AND (s.seller = 'openrouter'::text))) f)
         ), offers AS MATERIALIZED (
          SELECT m.id,
             (n.place +
                 CASE
                     WHEN ((n.place = 1) AND (lower(m.provider_model_id) <> lower(n.id))) THEN 1
                     ELSE 0
                 END) AS place,
             n.region,
             n.seller
            FROM (named n
              CROSS JOIN LATERAL ( SELECT o.id,
                     o.provider,
                     o.provider_model_id
                    FROM public.models o
                   WHERE ((public.spelling(o.provider_model_id) COLLATE "C") = n.spelled)
                  OFFSET 0) m)
           WHERE ((m.provider = COALESCE(n.seller, m.provider)) AND ((n.place <> 5) OR (lower(m.provider_model_id) = lower(n.id))))
         UNION ALL
          SELECT m.id,
             3,
             NULL::text,
             n.seller
            FROM (named n
              JOIN public.models m ON (((m.provider = n.seller) AND (m.provider_model_id ~~ '%/%'::text) AND ((public.spelling(split_part(m.provider_model_id, '/'::text, '-1'::integer)) COLLATE "C") = n.spelled))))
           WHERE ((n.place = 1) AND (n.id !~~ '%/%'::text))
         UNION ALL
          SELECT d.id,
             6,
             d.region,
             d.seller
            FROM ( SELECT m.id,
                     n.seller,
                     n.region,
                     rank() OVER (PARTITION BY m.provider, n.seller, n.region ORDER BY m.is_active DESC, (regexp_replace(m.ending, '^-(\d\d)-(20\d\d)$'::text, '-\2-\1'::text)) DESC) AS newest
                    FROM (( SELECT named.seller,
                             named.region,
                             regexp_replace(named.spelled, '-latest$'::text, ''::text) AS stem,
                             (NOT (named.seller IS DISTINCT FROM 'bedrock'::text)) AS versioned
                            FROM named
                           WHERE (named.place = ANY (ARRAY[1, 3, 4]))) n
                      CROSS JOIN LATERAL ( SELECT o.id,
                             o.provider,
                             o.is_active,
                             substr(public.spelling(o.provider_model_id), (length(n.stem) + 1)) AS ending
                            FROM public.models o
                           WHERE (((public.spelling(o.provider_model_id) COLLATE "C") >= (n.stem ||
                                 CASE
                                     WHEN n.versioned THEN '-'::text
                                     ELSE '-0'::text
                                 END)) AND ((public.spelling(o.provider_model_id) COLLATE "C") < (n.stem ||
                                 CASE
                                     WHEN n.versioned THEN ';'::text
                                     ELSE '-3'::text
                                 END)))
                          OFFSET 0) m)
                   WHERE ((m.provider = COALESCE(n.seller, m.provider)) AND ((m.ending ~ '^-(20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$'::text) OR (n.versioned AND (m.ending ~ '^(-20\d{6})?(-v\d(:\d)?|-\d:\d|:\d)?$'::text))))) d
           WHERE (d.newest = 1)
         UNION ALL
          SELECT m.stands_for,
             6,
             NULL::text,
             n.seller
            FROM (named n
              CROSS JOIN LATERAL ( SELECT o.provider,
                     o.stands_for
                    FROM public.models o
                   WHERE ((public.spelling(o.provider_model_id) COLLATE "C") = n.spelled)
                  OFFSET 0) m)
           WHERE ((m.stands_for IS NOT NULL) AND (n.place = 1) AND (m.provider = COALESCE(n.seller, m.provider)))
         UNION ALL
          SELECT m.id,
             7,
             NULL::text,
             n.seller
            FROM (named n
              CROSS JOIN LATERAL ( SELECT o.id,
                     o.provider,
                     o.canonical_id
                    FROM public.models o
                   WHERE ((public.spelling(o.provider_model_id) COLLATE "C") = regexp_replace(n.spelled, '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$'::text, ''::text))
                  OFFSET 0) m)
           WHERE ((n.place = 1) AND (n.spelled ~ '-(latest|20\d\d-?\d\d-?\d\d|2[0-9](0[1-9]|1[0-2])|(0[1-9]|1[0-2])-20\d\d)$'::text) AND (m.provider = COALESCE(n.seller, m.provider)) AND (NOT (EXISTS ( SELECT
                    FROM public.models o
                   WHERE (((public.spelling(o.provider_model_id) COLLATE "C") = n.spelled) AND (o.canonical_id <> m.canonical_id))))))
         UNION ALL
          SELECT m.id,
             8,
             NULL::text,
             c.seller
            FROM (( SELECT lower(resolved_models.asked) AS canonical_id,
                     NULL::text AS seller
                 UNION
                  SELECT (resolved_models.canonicals)[1] AS canonicals,
                     NULL::text
                 UNION
                  SELECT (resolved_models.canonicals)[2] AS canonicals,
                     known_seller.seller
                    FROM known_seller
                 UNION
                  SELECT (resolved_models.canonicals)[3] AS canonicals,
                     NULL::text
                   WHERE (NOT (EXISTS ( SELECT
                            FROM public.models
                           WHERE (models.canonical_id = (resolved_models.canonicals)[1]))))
                 UNION
                  SELECT (resolved_models.canonicals)[4] AS canonicals,
                     known_seller.seller
                    FROM known_seller
                   WHERE (NOT (EXISTS ( SELECT
                            FROM public.models
                           WHERE ((models.canonical_id = (resolved_models.canonicals)[2]) AND (models.provider = known_seller.seller)))))) c
              JOIN public.models m ON ((m.canonical_id = c.canonical_id)))
           WHERE ((m.provider = COALESCE(c.seller, m.provider)) AND (m.provider_model_id !~ ':(free|batch|thinking|extended|beta|nitro|floor|exacto|flex|priority|online)$'::text) AND (m.provider_model_id !~ '^(us|eu|apac|jp|au|ca|global|us-gov)\.'::text) AND ((c.seller IS NOT NULL) OR (NOT (EXISTS ( SELECT
                    FROM known_seller
                   WHERE (NOT known_seller.is_lab))))))
         ), found AS (
          SELECT m.model_id,
             m.canonical_id,
             m.provider,
             m.is_active,
             m.unsold,
             m.price_states,
             m.spelled,
             m.creator,
             m.routed,
             o.place,
             o.region,
                 CASE
                     WHEN (o.seller = m.provider) THEN 0
                     WHEN ((m.creator = ANY (p.makes)) AND (NOT m.unsold)) THEN 1
                     WHEN ((p.kind = 'lab'::text) AND (p.slug !~~ '%-cn'::text) AND ((m.canonical_id IS NULL) OR (m.price_states <> '{unknown}'::text[])) AND (NOT (EXISTS ( SELECT
                        FROM public.providers h
                       WHERE (m.creator = ANY (h.makes)))))) THEN 1
                     ELSE 2
                 END AS claim,
             (EXISTS ( SELECT
                    FROM public.providers h
                   WHERE (m.creator = ANY (h.makes)))) AS has_home,
             (p.kind = 'aggregator'::text) AS passes_on,
             ((regexp_replace("substring"(public.spelling(resolved_models.asked), '20\d\d-?[01]\d-?[0-3]\d'::text), '-'::text, ''::text, 'g'::text) <> regexp_replace("substring"(m.spelled, '20\d\d-?[01]\d-?[0-3]\d'::text), '-'::text, ''::text, 'g'::text)) IS TRUE) AS other_release
            FROM ((offers o
              CROSS JOIN LATERAL ( SELECT n.model_id,
                     n.canonical_id,
                     n.provider,
                     n.is_active,
                     n.unsold,
                     n.price_states,
                     public.spelling(n.provider_model_id) AS spelled,
                     split_part(n.canonical_id, '/'::text, 1) AS creator,
                     (n.provider_model_id ~ ':[a-z][a-z-]*$'::text) AS routed
                    FROM public.models n
                   WHERE ((n.id = o.id) AND (n.document IS NOT NULL) AND (n.stands_for IS NULL))
                  OFFSET 0) m)
              JOIN public.providers p ON ((p.slug = m.provider)))
         ), ranked AS (
          SELECT f.model_id,
             f.canonical_id,
             f.provider,
             f.is_active,
             f.unsold,
             f.price_states,
             f.spelled,
             f.creator,
             f.routed,
             f.place,
             f.region,
             f.claim,
             f.has_home,
             f.passes_on,
             f.other_release,
             f.step,
             rank() OVER (ORDER BY f.claim, f.step, (f.region IS NOT NULL), ((f.step < 3) AND f.passes_on), ((f.step < 8) AND (lower(split_part(f.model_id, '/'::text, '-1'::integer)) <> lower(split_part(resolved_models.asked, '/'::text, '-1'::integer)))), (NOT f.is_active)) AS first,
             row_number() OVER (one ORDER BY (NOT f.is_active), (f.spelled <> public.spelling(split_part(resolved_models.asked, '/'::text, '-1'::integer))), (length(f.spelled)), f.model_id) AS plainest,
             bool_and(f.routed) OVER one AS only_routed
            FROM ( SELECT found.model_id,
                     found.canonical_id,
                     found.provider,
                     found.is_active,
                     found.unsold,
                     found.price_states,
                     found.spelled,
                     found.creator,
                     found.routed,
                     found.place,
                     found.region,
                     found.claim,
                     found.has_home,
                     found.passes_on,
                     found.other_release,
                         CASE
                             WHEN ((found.claim = 2) AND (found.canonical_id = (resolved_models.canonicals)[1])) THEN 8
                             WHEN ((found.claim = 2) AND (found.place = ANY (ARRAY[6, 7]))) THEN 9
                             ELSE found.place
                         END AS step
                    FROM found) f
           WHERE ((NOT f.other_release) AND (NOT (f.unsold AND (EXISTS ( SELECT
                    FROM found o
                   WHERE ((NOT o.unsold) AND (NOT o.other_release) AND ((o.provider = f.provider) OR (o.canonical_id = lower(resolved_models.asked)))))))))
           WINDOW one AS (PARTITION BY f.provider, f.canonical_id, f.step, f.claim)
         )
  SELECT DISTINCT r.model_id,
     r.canonical_id,
         CASE
             WHEN ((r.step = 8) AND (r.claim = 2) AND r.has_home AND (count(*) OVER () = 1)) THEN 'elsewhere'::text
             WHEN (r.step = 8) THEN 'canonical'::text
             ELSE (ARRAY['case'::text, 'spelling'::text, 'path'::text, 'geography'::text, 'suffix'::text, 'newest'::text, 'undated'::text])[r.place]
         END AS "array",
     r.region
    FROM ranked r
   WHERE ((r.first = 1) AND ((r.step <> 8) OR (r.plainest = 1) OR (r.only_routed AND (r.claim = 0))))
   ORDER BY r.model_id;
END;


--
-- Name: is_offer(public.models); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.is_offer(model public.models) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (((model).stands_for IS NULL) AND ((NOT (model).unsold) OR (EXISTS ( SELECT
            FROM public.resolved_models((is_offer.model).model_id, ARRAY[''::text, COALESCE((is_offer.model).canonical_id, ''::text), ''::text, ''::text]) r(model_id, canonical_id, resolved_by, region)
           WHERE (r.model_id = (is_offer.model).model_id)))));
END;


--
-- Name: watches; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.watches (
    id bigint NOT NULL,
    owner text NOT NULL,
    name text NOT NULL,
    models text[] NOT NULL,
    canonical_ids text[] NOT NULL,
    providers text[] NOT NULL,
    filter jsonb,
    kinds text[] NOT NULL,
    min_percent numeric NOT NULL,
    ends_within_days integer,
    cheaper_than text,
    webhook text,
    alerts boolean NOT NULL,
    secret text NOT NULL,
    feed_key text NOT NULL,
    disabled_at timestamp with time zone,
    disabled_because text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT disabled_for_a_reason CHECK (((disabled_at IS NULL) = (disabled_because IS NULL))),
    CONSTRAINT name_fits_an_address CHECK ((name ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text)),
    CONSTRAINT percent_is_no_fall CHECK ((min_percent >= (0)::numeric))
);


--
-- Name: is_watched(public.watches, public.models); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.is_watched(w public.watches, m public.models) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (((m).model_id = ANY ((w).models)) OR COALESCE(((m).canonical_id = ANY ((w).canonical_ids)), false) OR ((m).provider = ANY ((w).providers)) OR (((w).filter IS NOT NULL) AND COALESCE((((NOT ((w).filter ? 'creators'::text)) OR (((w).filter -> 'creators'::text) ? split_part((m).canonical_id, '/'::text, 1))) AND ((NOT ((w).filter ? 'capabilities'::text)) OR ((((m).document -> 'capabilities'::text))::jsonb @> ((w).filter -> 'capabilities'::text))) AND ((NOT ((w).filter ? 'min_context_length'::text)) OR ((((m).document ->> 'context_length'::text))::bigint >= (((w).filter ->> 'min_context_length'::text))::bigint))), false)));


--
-- Name: listed_prices; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.listed_prices AS
 SELECT m.id,
    m.provider,
    p.meter,
        CASE
            WHEN ((p.conditions -> 'prompt_tokens_gt'::text) = '0'::jsonb) THEN (p.conditions - 'prompt_tokens_gt'::text)
            ELSE p.conditions
        END AS conditions,
    p.state,
    p.amount,
    p.currency,
    p.source
   FROM (public.models m
     CROSS JOIN LATERAL json_to_recordset((public.dated(m.id, m.document, ( SELECT public.due_ids() AS due_ids)) -> 'prices'::text)) p(meter text, conditions jsonb, state text, amount numeric, currency text, source text))
  WHERE m.is_active;


--
-- Name: keyed_prices(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keyed_prices(price_keys jsonb) RETURNS TABLE(id bigint, provider text, meter text, conditions jsonb, state text, source text, key text, value numeric)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT p.id,
     p.provider,
     p.meter,
     p.conditions,
     p.state,
     p.source,
     s.key,
     trim_scale((COALESCE(p.amount, (0)::numeric) * s.factor)) AS trim_scale
    FROM (public.listed_prices p
      LEFT JOIN jsonb_to_recordset(keyed_prices.price_keys) s(meter text, conditions jsonb, extra_conditions text[], hours boolean, currency text, key text, factor numeric) ON (((s.meter = p.meter) AND ((s.conditions - ARRAY['prompt_tokens_gt'::text, 'quality'::text, 'resolution'::text, 'utc_windows'::text, 'weekdays'::text]) = (p.conditions - ARRAY['prompt_tokens_gt'::text, 'quality'::text, 'resolution'::text, 'utc_windows'::text, 'weekdays'::text])) AND (s.conditions = (p.conditions - s.extra_conditions)) AND (s.hours = (p.conditions ?| ARRAY['utc_windows'::text, 'weekdays'::text])) AND ((p.state = 'free'::text) OR ((p.state = 'known'::text) AND (p.currency = s.currency))))));
END;


--
-- Name: largest_move(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.largest_move(prices jsonb) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT max(COALESCE(
         CASE
             WHEN (((p.value -> 'previous'::text) ->> 'currency'::text) = ((p.value -> 'current'::text) ->> 'currency'::text)) THEN (abs((((((p.value -> 'current'::text) ->> 'amount'::text))::numeric / NULLIF((((p.value -> 'previous'::text) ->> 'amount'::text))::numeric, (0)::numeric)) - (1)::numeric)) * (100)::numeric)
             ELSE NULL::numeric
         END, 'Infinity'::numeric)) AS max
    FROM jsonb_array_elements(largest_move.prices) p(value);
END;


--
-- Name: canonical_facts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.canonical_facts (
    canonical_id text NOT NULL,
    open_weights boolean,
    facts jsonb NOT NULL,
    sources jsonb NOT NULL
);


--
-- Name: listed_offers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.listed_offers (
    id bigint NOT NULL,
    source text NOT NULL,
    provider text NOT NULL,
    provider_model_id text NOT NULL,
    canonical_id text,
    listed_as text NOT NULL,
    match text NOT NULL,
    doubtful boolean DEFAULT false NOT NULL,
    prices jsonb NOT NULL,
    facts jsonb NOT NULL,
    misses smallint DEFAULT 0 NOT NULL,
    stated tstzrange DEFAULT tstzrange(now(), NULL::timestamp with time zone) NOT NULL,
    import_id bigint,
    CONSTRAINT match_is_known CHECK ((match = ANY (ARRAY['exact'::text, 'rule'::text, 'fallback'::text]))),
    CONSTRAINT stated_is_half_open CHECK (((NOT isempty(stated)) AND lower_inc(stated) AND (NOT upper_inc(stated))))
);


--
-- Name: listed_facts(text, text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.listed_facts(seller text, offer text, canonical text) RETURNS TABLE(facts jsonb, sources jsonb)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(jsonb_object_agg(chosen.key, chosen.value), '{}'::jsonb) AS "coalesce",
     COALESCE(jsonb_object_agg(chosen.key, chosen.source), '{}'::jsonb) AS "coalesce"
    FROM ( SELECT DISTINCT ON (words.key) words.key,
             words.value,
             words.source
            FROM ( SELECT f.key,
                     f.value,
                     o.source,
                     array_position('{reference:models.dev,reference:litellm,reference:genai-prices}'::text[], o.source) AS place
                    FROM (public.listed_offers o
                      CROSS JOIN LATERAL jsonb_each(o.facts) f(key, value))
                   WHERE ((o.provider = listed_facts.seller) AND (lower(o.provider_model_id) = lower(listed_facts.offer)) AND upper_inf(o.stated))
                 UNION ALL
                  SELECT f.key,
                     f.value,
                     (c.sources ->> f.key),
                     4
                    FROM (public.canonical_facts c
                      CROSS JOIN LATERAL jsonb_each(c.facts) f(key, value))
                   WHERE (c.canonical_id = listed_facts.canonical)) words
           WHERE (words.key <> ALL (ARRAY['deprecation_date'::text, 'open_weights'::text]))
           ORDER BY words.key, words.place) chosen;
END;


--
-- Name: named_outputs(text, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.named_outputs(provider_model_id text, stated text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (NOT (COALESCE(named_outputs.stated, '{}'::text[]) <@ '{text}'::text[])) THEN named_outputs.stated
             WHEN (n.id ~ '(^|[/._-])re-?rank(er|ing)?([^a-z]|$)'::text) THEN '{rerank}'::text[]
             WHEN (n.id ~ '(^|[/._-])embed(ding|dings|qa|code)?([^a-z]|$)'::text) THEN '{embeddings}'::text[]
             WHEN (n.id ~ '(^|[/_-])(bge|gte|e5|voyage|all-minilm|all-mpnet|multi-qa)-'::text) THEN '{embeddings}'::text[]
             WHEN (n.id ~ '(^|[/._-])gemini-.*-image([^a-z]|$)'::text) THEN '{text,image}'::text[]
             WHEN (n.id ~ '(^|[/_-])(hailuo|kling|seedance|sora|veo|wan)-?[0-9]'::text) THEN '{video}'::text[]
             WHEN (n.id ~ '(^|[/_-])(dall-e|flux|imagen|sdxl|seedream|stable-diffusion)-'::text) THEN '{image}'::text[]
             WHEN ((n.id ~ '(^|[/._-])image([^a-z]|$)'::text) AND (n.id !~ 'image-?(2text|to-)'::text)) THEN '{image}'::text[]
             WHEN (COALESCE(named_outputs.stated, '{}'::text[]) <> '{}'::text[]) THEN named_outputs.stated
             WHEN (n.id ~ '(^|[/._-])(tts|speech)([^a-z]|$)'::text) THEN '{audio}'::text[]
             WHEN (n.id ~ '(^|[/._-])(dall-e|flux|imagen|sdxl|stable-diffusion)([^a-z]|$)'::text) THEN '{image}'::text[]
             WHEN (n.id ~ '(^|[/._-])(transcribe|whisper)([^a-z]|$)'::text) THEN '{text}'::text[]
             ELSE named_outputs.stated
         END AS stated
    FROM ( SELECT lower(named_outputs.provider_model_id) AS lower) n(id);
END;


--
-- Name: offer_cards(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.offer_cards(model bigint) RETURNS SETOF public.listed_offers
    LANGUAGE sql STABLE ROWS 3 PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT ON (o.source) o.id,
     o.source,
     o.provider,
     o.provider_model_id,
     o.canonical_id,
     o.listed_as,
     o.match,
     o.doubtful,
     o.prices,
     o.facts,
     o.misses,
     o.stated,
     o.import_id
    FROM (( SELECT m.provider,
             m.provider_model_id,
             0 AS place
            FROM public.models m
           WHERE (m.id = offer_cards.model)
         UNION ALL
          SELECT m.provider,
             m.provider_model_id,
             1
            FROM public.models m
           WHERE (m.stands_for = offer_cards.model)) n
      JOIN public.listed_offers o ON (((o.provider = n.provider) AND (lower(o.provider_model_id) = lower(n.provider_model_id)) AND upper_inf(o.stated))))
   ORDER BY o.source, n.place, (length(o.provider_model_id)), o.provider_model_id;
END;


--
-- Name: open_added_models(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.open_added_models() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO model_access (model_id) SELECT model_id FROM added;
  RETURN NULL;
END
$$;


--
-- Name: openrouter_pricing(jsonb, bigint[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.openrouter_pricing(price_keys jsonb, models bigint[]) RETURNS TABLE(id bigint, pricing jsonb, unsaid bigint)
    LANGUAGE sql STABLE ROWS 20000 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH priced AS MATERIALIZED (
          SELECT t.id,
             jsonb_object_agg(t.key, (t.value)::text) FILTER (WHERE ((t.key IS NOT NULL) AND (t.conditions = '{}'::jsonb))) AS base,
             jsonb_agg(jsonb_build_object('key', t.key, 'value', (t.value)::text, 'conditions', t.conditions)) FILTER (WHERE ((t.key IS NOT NULL) AND (t.conditions <> '{}'::jsonb))) AS others,
             count(*) FILTER (WHERE (t.key IS NULL)) AS unsaid
            FROM public.keyed_prices(openrouter_pricing.price_keys) t(id, provider, meter, conditions, state, source, key, value)
           WHERE (t.id = ANY (openrouter_pricing.models))
           GROUP BY t.id
         )
  SELECT p.id,
     p.base,
     p.unsaid
    FROM priced p
   WHERE (p.others IS NULL)
 UNION ALL
  SELECT p.id,
     ((COALESCE(p.base, '{}'::jsonb) || COALESCE(c.plain, '{}'::jsonb)) || jsonb_strip_nulls(jsonb_build_object('overrides', c.overrides))),
     p.unsaid
    FROM (priced p
      CROSS JOIN LATERAL ( SELECT (jsonb_agg(k.rates) FILTER (WHERE (k.condition = '{}'::jsonb)) -> 0) AS plain,
             jsonb_agg((k.condition || k.rates) ORDER BY (k.condition ? 'min_prompt_tokens'::text), (((k.condition -> 'min_prompt_tokens'::text))::bigint), k.condition) FILTER (WHERE (k.condition <> '{}'::jsonb)) AS overrides
            FROM ( SELECT jsonb_strip_nulls(jsonb_build_object('min_prompt_tokens', (o.conditions -> 'prompt_tokens_gt'::text), 'utc_start', (replace((w.hours ->> 0), ':'::text, ''::text))::integer, 'utc_end', (replace((w.hours ->> 1), ':'::text, ''::text))::integer, 'utc_days', (o.conditions -> 'weekdays'::text))) AS condition,
                     jsonb_object_agg(o.key, o.value) AS rates
                    FROM (jsonb_to_recordset(p.others) o(key text, value text, conditions jsonb)
                      LEFT JOIN LATERAL jsonb_array_elements((o.conditions -> 'utc_windows'::text)) w(hours) ON (true))
                   GROUP BY (jsonb_strip_nulls(jsonb_build_object('min_prompt_tokens', (o.conditions -> 'prompt_tokens_gt'::text), 'utc_start', (replace((w.hours ->> 0), ':'::text, ''::text))::integer, 'utc_end', (replace((w.hours ->> 1), ':'::text, ''::text))::integer, 'utc_days', (o.conditions -> 'weekdays'::text))))) k) c)
   WHERE (p.others IS NOT NULL);
END;


--
-- Name: page_cursor(text, text, text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.page_cursor(list text, direction text, key text, model_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT translate(encode(convert_to(concat_ws(''::text, '1', "left"(encode(sha256(convert_to(concat_ws(''::text, page_cursor.list, t.place), 'UTF8'::name)), 'hex'::text), 16), t.place), 'UTF8'::name), 'base64'::text), '+/=
'::text, '-_'::text) AS translate
    FROM ( VALUES (concat_ws(''::text, page_cursor.direction, page_cursor.model_id, COALESCE(page_cursor.key, ''::text)))) t(place);
END;


--
-- Name: picked(json, text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.picked(document json, fields text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (('{'::text || COALESCE(string_agg(((to_json(field.key) || ':'::text) || field.value), ','::text ORDER BY field.n), ''::text)) || '}'::text)
    FROM json_each(picked.document) WITH ORDINALITY field(key, value, n)
   WHERE (field.key = ANY (picked.fields));
END;


--
-- Name: price_differences(json, json, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.price_differences(before json, after json, of_sources boolean) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('meter', COALESCE(o.meter, n.meter), 'per', COALESCE(n.per, o.per), 'conditions', COALESCE(o.conditions, n.conditions), 'previous', jsonb_build_object('state', COALESCE(o.state, 'unknown'::text), 'amount', o.amount, 'currency', o.currency, 'source', o.source), 'current', jsonb_build_object('state', COALESCE(n.state, 'unknown'::text), 'amount', n.amount, 'currency', n.currency, 'source', n.source), 'effective_at', COALESCE(n.observed_at, now()))) ORDER BY COALESCE(o.meter, n.meter), COALESCE(o.conditions, n.conditions)) AS jsonb_agg
    FROM (json_to_recordset(price_differences.before) o(meter text, per integer, conditions jsonb, state text, amount text, currency text, source text)
      FULL JOIN json_to_recordset(price_differences.after) n(meter text, per integer, conditions jsonb, state text, amount text, currency text, source text, observed_at timestamp with time zone) USING (meter, conditions))
   WHERE ((((o.state IS DISTINCT FROM n.state) OR (o.amount IS DISTINCT FROM n.amount)) OR (o.currency IS DISTINCT FROM n.currency)) AND (((o.state IS NOT NULL) AND (n.state IS NOT NULL)) OR (EXISTS ( SELECT
            FROM public.price_sources s
           WHERE ((s.source = COALESCE(n.source, o.source)) AND (NOT s.second_hand))))) AND (price_differences.of_sources = ((o.source IS NOT NULL) AND (n.source IS NOT NULL) AND (o.source <> n.source) AND (EXISTS ( SELECT
            FROM public.price_sources s
           WHERE ((s.source = ANY (ARRAY[o.source, n.source])) AND s.second_hand))))));
END;


--
-- Name: rate_cards(jsonb, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.rate_cards(price_keys jsonb, of_provider text DEFAULT NULL::text) RETURNS TABLE(id bigint, mode jsonb, hours jsonb, size bigint, rates jsonb, unsaid bigint)
    LANGUAGE sql STABLE ROWS 20000 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 WITH priced AS MATERIALIZED (
          SELECT t.id,
             jsonb_object_agg(t.key, t.value) FILTER (WHERE ((t.key IS NOT NULL) AND (t.conditions = '{}'::jsonb))) AS base,
             jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'size', (t.conditions -> 'prompt_tokens_gt'::text), 'mode', jsonb_strip_nulls(jsonb_build_object('service_tier', (t.conditions -> 'service_tier'::text), 'speed', (t.conditions -> 'speed'::text))), 'hours', jsonb_strip_nulls(jsonb_build_object('utc_windows', (t.conditions -> 'utc_windows'::text), 'weekdays', (t.conditions -> 'weekdays'::text))))) FILTER (WHERE ((t.key IS NOT NULL) AND (t.conditions <> '{}'::jsonb))) AS others,
             count(*) FILTER (WHERE (t.key IS NULL)) AS unsaid
            FROM public.keyed_prices(rate_cards.price_keys) t(id, provider, meter, conditions, state, source, key, value)
           WHERE ((rate_cards.of_provider IS NULL) OR (t.provider = rate_cards.of_provider))
           GROUP BY t.id
         )
  SELECT p.id,
     '{}'::jsonb AS jsonb,
     '{}'::jsonb AS jsonb,
     NULL::bigint AS int8,
     p.base,
     p.unsaid
    FROM priced p
   WHERE (p.others IS NULL)
 UNION ALL
  SELECT p.id,
     c.mode,
     c.hours,
     c.size,
     NULLIF((COALESCE(p.base, '{}'::jsonb) || COALESCE(c.rates, '{}'::jsonb)), '{}'::jsonb) AS "nullif",
         CASE
             WHEN ((c.mode = '{}'::jsonb) AND (c.hours = '{}'::jsonb) AND (c.size IS NULL)) THEN p.unsaid
             ELSE (0)::bigint
         END AS "case"
    FROM (priced p
      CROSS JOIN LATERAL ( WITH o AS MATERIALIZED (
                  SELECT r.key,
                     r.value,
                     r.mode,
                     r.hours,
                     r.size
                    FROM jsonb_to_recordset(p.others) r(key text, value numeric, mode jsonb, hours jsonb, size bigint)
                 )
          SELECT m.mode,
             h.hours,
             s.size,
             jsonb_object_agg(o.key, o.value ORDER BY o.size NULLS FIRST, (o.hours <> '{}'::jsonb), (o.mode <> '{}'::jsonb)) FILTER (WHERE (o.key IS NOT NULL)) AS rates
            FROM (((( SELECT o_1.mode
                    FROM o o_1
                 UNION
                  SELECT '{}'::jsonb) m
              CROSS JOIN ( SELECT o_1.hours
                    FROM o o_1
                 UNION
                  SELECT '{}'::jsonb) h)
              CROSS JOIN ( SELECT o_1.size
                    FROM o o_1
                 UNION
                  SELECT NULL::bigint) s)
              LEFT JOIN o ON ((((o.mode = '{}'::jsonb) OR (o.mode = m.mode)) AND ((o.hours = '{}'::jsonb) OR (o.hours = h.hours)) AND ((o.size IS NULL) OR (o.size <= s.size)))))
           GROUP BY m.mode, h.hours, s.size) c)
   WHERE (p.others IS NOT NULL);
END;


--
-- Name: reference_documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reference_documents (
    source text NOT NULL,
    body json NOT NULL,
    fetched_at timestamp with time zone DEFAULT now() NOT NULL,
    sync_run_id bigint
);


--
-- Name: reference_entries(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.reference_entries(of_source text) RETURNS TABLE(key text, entry jsonb)
    LANGUAGE sql STABLE ROWS 4000 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT e.key,
     e.value
    FROM (public.reference_documents d
      CROSS JOIN LATERAL jsonb_each((d.body)::jsonb) e(key, value))
   WHERE ((d.source = reference_entries.of_source) AND (jsonb_typeof(e.value) = 'object'::text));
END;


--
-- Name: refuse_to_rewrite(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_to_rewrite() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is another row', TG_TABLE_NAME;
END
$$;


--
-- Name: refuse_to_rewrite_audit(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_to_rewrite_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'admin_audit_log is append-only';
END
$$;


--
-- Name: refuse_to_rewrite_history(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_to_rewrite_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
    AND lower(NEW.recorded) = lower(OLD.recorded)
    AND (NEW.model_id, NEW.source, NEW.meter, NEW.conditions, NEW.state, NEW.published, NEW.valid)
      = (OLD.model_id, OLD.source, OLD.meter, OLD.conditions, OLD.state, OLD.published, OLD.valid)
    AND (NEW.amount, NEW.currency, NEW.sync_run_id, NEW.import_id)
      IS NOT DISTINCT FROM (OLD.amount, OLD.currency, OLD.sync_run_id, OLD.import_id)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'model_prices is append-only: close the belief and insert another row';
END
$$;


--
-- Name: refuse_unattributed(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_unattributed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% is changed by a person, in a request: none is named', TG_TABLE_NAME;
END
$$;


--
-- Name: relevance(real, bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.relevance(similar_by real, sellers bigint) RETURNS real
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (similar_by + (((LEAST(sellers, (10)::bigint))::numeric * 0.01))::double precision);


--
-- Name: review_status(public.price_reviews); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.review_status(r public.price_reviews) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((r).undone_at IS NOT NULL) THEN 'undone'::text ELSE COALESCE((r).decision, 'pending'::text) END;


--
-- Name: review_report(public.price_reviews); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.review_report(r public.price_reviews) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT json_build_object('id', (review_report.r).id, 'model_id', m.model_id, 'provider', m.provider, 'source', (review_report.r).source, 'meter', (review_report.r).meter, 'per', t.per, 'conditions', (review_report.r).conditions, 'old', json_strip_nulls(json_build_object('state', COALESCE((review_report.r).old_state, 'unknown'::text), 'amount', public.quoted((review_report.r).old_amount, t.per), 'currency', (review_report.r).old_currency)), 'new', json_strip_nulls(json_build_object('state', (review_report.r).new_state, 'amount', public.quoted((review_report.r).new_amount, t.per), 'currency', (review_report.r).new_currency)), 'published', (review_report.r).published, 'reason', (review_report.r).reason, 'sample', (review_report.r).sample, 'sync_run_id', (review_report.r).sync_run_id, 'run_review_id', (review_report.r).run_review_id, 'created_at', (review_report.r).created_at, 'runs', (review_report.r).runs, 'last_seen_at', (review_report.r).last_seen_at, 'replaced_at', (review_report.r).replaced_at, 'status', public.review_status(review_report.r), 'decision', (review_report.r).decision, 'decided_by', (review_report.r).decided_by, 'decided_at', (review_report.r).decided_at, 'note', (review_report.r).note, 'applied_at', (review_report.r).applied_at, 'undone_by', (review_report.r).undone_by, 'undone_at', (review_report.r).undone_at, 'undone_note', (review_report.r).undone_note) AS json_build_object
    FROM (public.models m
      JOIN public.meters t ON ((t.name = (review_report.r).meter)))
   WHERE (m.id = (review_report.r).model_id);
END;


--
-- Name: run_report(public.sync_runs); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.run_report(r public.sync_runs) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('id', (r).id, 'status', (r).status, 'triggered_by', (r).triggered_by, 'started_at', (r).started_at, 'completed_at', (r).completed_at, 'duration_ms', (r).duration_ms, 'models_fetched', (r).models_fetched, 'models_added', (r).models_added, 'models_updated', (r).models_updated, 'models_unchanged', (r).models_unchanged, 'models_rejected', (r).models_rejected, 'models_missing', (r).models_missing, 'models_returned', (r).models_returned, 'models_deactivated', (r).models_deactivated, 'prices_changed', (r).prices_changed, 'errors', (r).errors);


--
-- Name: run_reviews; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run_reviews (
    id bigint NOT NULL,
    provider text NOT NULL,
    sync_run_id bigint,
    reason text NOT NULL,
    sample text NOT NULL,
    factor numeric,
    prices integer NOT NULL,
    runs integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    decision text,
    decided_by text,
    decided_at timestamp with time zone,
    note text,
    undone_by text,
    undone_at timestamp with time zone,
    undone_note text,
    CONSTRAINT run_decided_by_someone_at_some_time CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT run_decision_is_known CHECK ((decision = ANY (ARRAY['approved'::text, 'rejected'::text, 'superseded'::text]))),
    CONSTRAINT run_reason_is_known CHECK ((reason = ANY (ARRAY['lost prices'::text, 'one factor'::text, 'market ratio'::text, 'first prices'::text]))),
    CONSTRAINT run_undone_by_someone_at_some_time CHECK (((undone_by IS NULL) = (undone_at IS NULL))),
    CONSTRAINT run_undone_only_when_decided CHECK (((undone_at IS NULL) OR (decision = ANY (ARRAY['approved'::text, 'rejected'::text]))))
);


--
-- Name: run_review_status(public.run_reviews); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.run_review_status(r public.run_reviews) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((r).undone_at IS NOT NULL) THEN 'undone'::text ELSE COALESCE((r).decision, 'pending'::text) END;


--
-- Name: run_review_report(public.run_reviews); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.run_review_report(r public.run_reviews) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('id', (r).id, 'provider', (r).provider, 'sync_run_id', (r).sync_run_id, 'reason', (r).reason, 'sample', (r).sample, 'factor', (trim_scale((r).factor))::text, 'prices', (r).prices, 'runs', (r).runs, 'created_at', (r).created_at, 'last_seen_at', (r).last_seen_at, 'status', public.run_review_status(r), 'decided_by', (r).decided_by, 'decided_at', (r).decided_at, 'note', (r).note, 'undone_by', (r).undone_by, 'undone_at', (r).undone_at, 'undone_note', (r).undone_note);


--
-- Name: model_aliases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_aliases (
    provider text,
    alias text NOT NULL,
    canonical_id text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: schema_definitions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_definitions (
    name text NOT NULL,
    checksum text NOT NULL
);


--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: run_state(text, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.run_state(seller text, moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH own AS MATERIALIZED (
          SELECT models.id,
             models.canonical_id,
             (models.is_active AND (models.listed_by = '{}'::text[])) AS is_listed,
             models.xmin AS version
            FROM public.models
           WHERE (models.provider = run_state.seller)
         ), own_prices AS MATERIALIZED (
          SELECT p.id,
             p.model_id,
             p.xmin AS version,
             (p.valid @> run_state.moment) AS holds,
             ((NOT s.second_hand) AND (p.source <> 'manual'::text)) AS is_own_word
            FROM ((own
              JOIN public.model_prices p ON (((p.model_id = own.id) AND upper_inf(p.recorded))))
              JOIN public.price_sources s ON ((s.source = p.source)))
         ), resold AS MATERIALIZED (
          SELECT o.id,
             o.xmin AS version
            FROM public.models o
           WHERE ((o.provider <> run_state.seller) AND (o.canonical_id IN ( SELECT own.canonical_id
                    FROM (own
                      JOIN public.providers g ON (((g.slug = run_state.seller) AND (g.kind = 'aggregator'::text))))
                   WHERE (own.is_listed AND (NOT (EXISTS ( SELECT
                            FROM own_prices p
                           WHERE ((p.model_id = own.id) AND p.holds AND p.is_own_word))))))))
         ), read AS (
          SELECT hash_record_extended(ROW('model'::text, own.id, own.version), (0)::bigint) AS "row"
            FROM own
         UNION ALL
          SELECT hash_record_extended(ROW('price'::text, own_prices.id, own_prices.version, own_prices.holds), (0)::bigint) AS hash_record_extended
            FROM own_prices
         UNION ALL
          SELECT hash_record_extended(ROW('resold'::text, resold.id, resold.version), (0)::bigint) AS hash_record_extended
            FROM resold
         UNION ALL
          SELECT hash_record_extended(ROW('resold at'::text, p.id, p.xmin, (p.valid @> run_state.moment)), (0)::bigint) AS hash_record_extended
            FROM (resold
              JOIN public.model_prices p ON (((p.model_id = resold.id) AND upper_inf(p.recorded))))
         UNION ALL
          SELECT hash_record_extended(ROW('listed'::text, o.id, o.xmin), (0)::bigint) AS hash_record_extended
            FROM public.listed_offers o
           WHERE ((o.provider = run_state.seller) AND upper_inf(o.stated))
         UNION ALL
          SELECT hash_record_extended(ROW('canonical'::text, c.id, c.xmin), (0)::bigint) AS hash_record_extended
            FROM public.canonical_models c
           WHERE (c.id IN ( SELECT own.canonical_id
                    FROM own))
         UNION ALL
          SELECT hash_record_extended(ROW('facts'::text, f.canonical_id, f.xmin), (0)::bigint) AS hash_record_extended
            FROM public.canonical_facts f
           WHERE (f.canonical_id IN ( SELECT own.canonical_id
                    FROM own))
         UNION ALL
          SELECT hash_record_extended(ROW('alias'::text, a.provider, a.alias, a.xmin), (0)::bigint) AS hash_record_extended
            FROM public.model_aliases a
         UNION ALL
          SELECT hash_record_extended(ROW('seller'::text, p.xmin), (0)::bigint) AS hash_record_extended
            FROM public.providers p
           WHERE (p.slug = run_state.seller)
         UNION ALL
          SELECT hash_record_extended(ROW('migration'::text, m.version, m.xmin), (0)::bigint) AS hash_record_extended
            FROM public.schema_migrations m
         UNION ALL
          SELECT hash_record_extended(ROW('definition'::text, d.name, d.xmin), (0)::bigint) AS hash_record_extended
            FROM public.schema_definitions d
         )
  SELECT concat_ws(' '::text, ((run_state.moment AT TIME ZONE 'UTC'::text))::date, sum(read."row")) AS concat_ws
    FROM read
   WHERE ((NOT (EXISTS ( SELECT
            FROM (public.price_absences a
              JOIN own ON ((own.id = a.model_id)))))) AND (NOT (EXISTS ( SELECT
            FROM (public.price_reviews v
              JOIN own ON ((own.id = v.model_id)))
           WHERE (v.decision IS NULL)))) AND (NOT (EXISTS ( SELECT
            FROM public.run_reviews r
           WHERE ((r.provider = run_state.seller) AND (r.decision IS NULL))))))
  HAVING (count(*) > 0);
END;


--
-- Name: sighted(json, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sighted(document json, last_seen_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN convert_from((SUBSTRING(convert_to((document)::text, 'UTF8'::name) FROM 1 FOR (octet_length((document)::text) - 1)) || convert_to(((',"last_seen_at":'::text || COALESCE((to_json(last_seen_at))::text, 'null'::text)) || '}'::text), 'UTF8'::name)), 'UTF8'::name);


--
-- Name: tell_announced_prices(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tell_announced_prices() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  SELECT m.id, m.provider, 'price', jsonb_build_object('prices', jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', n.meter, 'per', t.per, 'conditions', n.conditions,
      'previous', jsonb_build_object(
        'state', coalesce(c.state, 'unknown'), 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'source', c.source
      ),
      'current', jsonb_build_object(
        'state', n.state, 'amount', quoted(n.amount, t.per), 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', lower(n.valid), 'until', upper(n.valid)
    )) ORDER BY n.meter, n.conditions
  ))
  FROM new_prices n
  JOIN models m ON m.id = n.model_id
  JOIN meters t ON t.name = n.meter
  JOIN price_sources s USING (source)
  LEFT JOIN LATERAL (
    SELECT * FROM current_prices c WHERE c.model_id = n.model_id OFFSET 0
  ) c ON c.meter = n.meter AND c.conditions = n.conditions
  WHERE lower(n.valid) > lower(n.recorded) AND s.trust <= coalesce(c.trust, s.trust)
    AND NOT EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = n.model_id AND p.key = n.key AND p.valid @> n.valid
        AND upper(p.recorded) = lower(n.recorded)
        AND (p.state, p.amount, p.currency)
          IS NOT DISTINCT FROM (n.state, n.amount, n.currency)
    )
  GROUP BY m.id, m.provider;
  RETURN NULL;
END
$$;


--
-- Name: tell_model_events(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tell_model_events() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_nestloop TO 'off'
    AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  WITH changed AS MATERIALIZED (
    SELECT
      n.id, n.provider, n.listed_by, a.*,
      o.document IS NULL OR NOT b.is_active AND NOT EXISTS (
        SELECT FROM model_events e WHERE e.model_id = n.id AND e.kind = 'removed'
      ) AS is_new,
      b.is_active AS was_active, b.deprecated AS was_deprecated,
      b.deprecation_date AS previous_date, b.prices AS previous_prices
    FROM new_models n
    JOIN old_models o USING (id)
    CROSS JOIN LATERAL json_to_record(n.document) AS a (
      is_active boolean, deprecated boolean, deprecation_date text, replacement text, prices json,
      pricing jsonb, canonical_id text
    )
    LEFT JOIN LATERAL json_to_record(o.document) AS b (
      is_active boolean, deprecated boolean, deprecation_date text, prices json
    ) ON true
    WHERE n.document::text IS DISTINCT FROM o.document::text AND n.document IS NOT NULL
  )
  SELECT id, provider, 'new', jsonb_strip_nulls(jsonb_build_object(
    'canonical_id', canonical_id, 'pricing', pricing
  ))
  FROM changed
  WHERE is_new AND is_active AND (
    provider IN (SELECT r.provider FROM sync_runs r WHERE r.status IN ('success', 'partial'))
    -- the same of what only lists state: the first run of each is where we start
    OR EXISTS (
      SELECT FROM sync_runs r
      WHERE r.status IN ('success', 'partial') AND r.provider IN (
        SELECT replace(split_part(list, ':', 2), '.', '-') FROM unnest(listed_by) AS list
      )
    )
  )
  UNION ALL
  SELECT id, provider, CASE WHEN is_active THEN 'returned' ELSE 'removed' END, '{}'
  FROM changed
  WHERE is_active <> was_active AND NOT is_new
  UNION ALL
  SELECT id, provider, 'deprecation', jsonb_strip_nulls(jsonb_build_object(
    'deprecated', deprecated, 'deprecation_date', deprecation_date,
    'previous_deprecation_date', previous_date, 'replacement', replacement
  ))
  FROM changed
  WHERE NOT is_new
    AND (deprecated, deprecation_date) IS DISTINCT FROM (was_deprecated, previous_date)
  UNION ALL
  SELECT
    id, provider, CASE WHEN of_sources THEN 'source' ELSE 'price' END,
    jsonb_build_object('prices', differing)
  FROM changed
  CROSS JOIN (VALUES (false), (true)) AS hands (of_sources)
  CROSS JOIN LATERAL price_differences(previous_prices, prices, of_sources) AS differing
  -- what ends or begins with the listing itself is told by that event
  WHERE previous_prices::text <> prices::text AND differing IS NOT NULL
    AND is_active AND was_active;
  RETURN NULL;
END
$$;


--
-- Name: tell_watches(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.tell_watches() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO watch_changes (watch_id, change, body)
  SELECT w.id, c.id, jsonb_build_object(
    'id', c.id, 'kind', c.kind, 'at', c.at, 'provider', c.provider, 'model_id', c.model_id,
    'title', c.title, 'summary', c.summary, 'details', c.details
  )
  FROM watches w
  CROSS JOIN new_events e
  JOIN models m ON m.id = e.model_id
  JOIN changes c ON c.number = e.id
  WHERE e.kind = ANY (w.kinds) AND is_watched(w, m)
    AND (e.kind <> 'price' OR largest_move(e.details -> 'prices') >= w.min_percent)
  ON CONFLICT (watch_id, change) DO NOTHING;
  RETURN NULL;
END
$$;


--
-- Name: texts(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.texts(list jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(t.value ORDER BY t."position"), '{}'::text[]) AS "coalesce"
    FROM jsonb_array_elements_text(texts.list) WITH ORDINALITY t(value, "position");
END;


--
-- Name: three_digits(numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.three_digits(amount numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (amount > (0)::numeric) THEN round(amount, (2 - (floor(log(amount)))::integer))
             ELSE amount
         END AS amount;
END;


--
-- Name: two_sided(text[], text[], text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.two_sided(takes text[], gives text[], provider_model_id text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (((takes = '{}'::text[]) OR ('text'::text = ANY (takes))) AND ((gives = '{}'::text[]) OR ('text'::text = ANY (gives))) AND (provider_model_id !~* '(^|[/-])moderation'::text));
END;


--
-- Name: unpriced_because(json, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.unpriced_because(document json, meter text) RETURNS json
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT json_build_object('reason', COALESCE(max(
         CASE p.state
             WHEN 'known'::text THEN 'currency'::text
             ELSE p.state
         END), 'unknown'::text), 'meter', unpriced_because.meter) AS json_build_object
    FROM json_to_recordset((unpriced_because.document -> 'prices'::text)) p(meter text, conditions jsonb, state text)
   WHERE ((p.meter = unpriced_because.meter) AND (p.conditions = '{}'::jsonb));
END;


--
-- Name: was_offer(public.models, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.was_offer(model public.models, at timestamp with time zone, known_at timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (((at < now()) AND (model).unsold AND (EXISTS ( SELECT
            FROM public.model_prices p
           WHERE ((p.model_id = (was_offer.model).id) AND (p.valid @> was_offer.at) AND (p.recorded @> was_offer.known_at))))) OR public.is_offer(model));
END;


--
-- Name: witnesses(bigint, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.witnesses(model bigint, counted text) RETURNS TABLE(witness text, conditions jsonb, amount numeric, currency text)
    LANGUAGE sql STABLE ROWS 10 PARALLEL SAFE
    BEGIN ATOMIC
 SELECT o.provider,
     p.conditions,
     p.amount,
     p.currency
    FROM ((public.models m
      JOIN public.models o ON (((o.canonical_id = m.canonical_id) AND (o.provider <> m.provider) AND o.is_active)))
      JOIN public.model_prices p ON ((p.model_id = o.id)))
   WHERE ((m.id = witnesses.model) AND (p.meter = witnesses.counted) AND (p.state = 'known'::text) AND (p.amount > (0)::numeric) AND (p.source <> ALL (ARRAY['cross-reference'::text, 'manual'::text])) AND upper_inf(p.recorded) AND (p.valid @> now()))
 UNION ALL
  SELECT l.source,
     p.conditions,
     p.amount,
     p.currency
    FROM ((public.models m
      JOIN public.listed_offers l ON (((l.provider = m.provider) AND (lower(l.provider_model_id) = lower(m.provider_model_id)) AND upper_inf(l.stated))))
      CROSS JOIN LATERAL jsonb_to_recordset(l.prices) p(meter text, conditions jsonb, state text, amount numeric, currency text))
   WHERE ((m.id = witnesses.model) AND (p.meter = witnesses.counted) AND (p.state = 'known'::text) AND (p.amount > (0)::numeric));
END;


--
-- Name: xml_text(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.xml_text(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(replace(replace(replace(regexp_replace(words, '[\x01-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]'::text, ''::text, 'g'::text), '&'::text, '&amp;'::text), '<'::text, '&lt;'::text), '>'::text, '&gt;'::text), '"'::text, '&quot;'::text);


--
-- Name: admin_audit_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.admin_audit_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    request_id text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    key text NOT NULL,
    subject text NOT NULL,
    before jsonb,
    after jsonb,
    reason text DEFAULT NULLIF(current_setting('pricebook.reason'::text, true), ''::text)
);


--
-- Name: admin_audit_log_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.admin_audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.admin_audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: alerts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alerts (
    id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    occasion text DEFAULT ''::text NOT NULL,
    title text NOT NULL,
    message text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    next_try_at timestamp with time zone DEFAULT now() NOT NULL,
    told_to text[] DEFAULT '{}'::text[] NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT kind_is_known CHECK ((kind = ANY (ARRAY['deprecations'::text, 'failing'::text, 'held'::text, 'recovered'::text, 'shrunk'::text, 'stale'::text, 'watch'::text])))
);


--
-- Name: alerts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.alerts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alerts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: benchmarks_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.benchmarks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.benchmarks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: coverage_by_reason; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.coverage_by_reason AS
 SELECT provider,
    json_object_agg(reason, offers ORDER BY reason) AS reasons
   FROM ( SELECT c.provider,
            COALESCE(c.reason, p.without_price, 'unpublished'::text) AS reason,
            (sum(c.offers))::bigint AS offers
           FROM (( SELECT models.provider,
                        CASE
                            WHEN ('known'::text = ANY (models.price_states)) THEN 'priced'::text
                            WHEN ('free'::text = ANY (models.price_states)) THEN 'free'::text
                            WHEN ('dynamic'::text = ANY (models.price_states)) THEN 'dynamic'::text
                            WHEN ('included'::text = ANY (models.price_states)) THEN 'included'::text
                            WHEN ('not_offered'::text = ANY (models.price_states)) THEN 'not_sold'::text
                            ELSE NULL::text
                        END AS reason,
                    count(*) AS offers
                   FROM public.models
                  WHERE models.is_active
                  GROUP BY models.provider,
                        CASE
                            WHEN ('known'::text = ANY (models.price_states)) THEN 'priced'::text
                            WHEN ('free'::text = ANY (models.price_states)) THEN 'free'::text
                            WHEN ('dynamic'::text = ANY (models.price_states)) THEN 'dynamic'::text
                            WHEN ('included'::text = ANY (models.price_states)) THEN 'included'::text
                            WHEN ('not_offered'::text = ANY (models.price_states)) THEN 'not_sold'::text
                            ELSE NULL::text
                        END) c
             JOIN public.providers p ON ((p.slug = c.provider)))
          GROUP BY c.provider, COALESCE(c.reason, p.without_price, 'unpublished'::text)) counted
  GROUP BY provider;


--
-- Name: model_counts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.model_counts (
    provider text NOT NULL,
    active bigint NOT NULL,
    inactive bigint NOT NULL,
    edition bigint DEFAULT 0 NOT NULL,
    changed_in xid8,
    is_read boolean DEFAULT false NOT NULL
);


--
-- Name: parts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parts (
    format text NOT NULL,
    version integer NOT NULL,
    provider text NOT NULL,
    edition bigint NOT NULL,
    etag text NOT NULL,
    items bigint NOT NULL,
    length bigint NOT NULL,
    crc bigint NOT NULL,
    deflated bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.parts ALTER COLUMN deflated SET STORAGE EXTERNAL;


--
-- Name: current_parts; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.current_parts AS
 SELECT p.format,
    p.version,
    p.provider,
    p.edition,
    p.etag,
    p.items,
    p.length,
    p.crc,
    p.deflated,
    p.made_at
   FROM ((public.parts p
     JOIN public.model_counts c USING (provider, edition))
     LEFT JOIN public.due_since() d(provider, since) USING (provider))
  WHERE ((d.since IS NULL) OR (d.since <= p.made_at));


--
-- Name: deprecations_told; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deprecations_told (
    model_id bigint NOT NULL,
    deprecation_date date NOT NULL,
    told_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: described_models; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.described_models AS
 WITH stated AS (
         SELECT m.canonical_id,
            f.fact,
            f.value,
            (m.provider_model_id ~ ':[a-z]+$'::text) AS is_variant
           FROM (public.models m
             CROSS JOIN LATERAL ( VALUES ('context_length'::text,to_jsonb(m.context_length)), ('max_output_tokens'::text,to_jsonb(m.max_output_tokens)), ('input_modalities'::text,to_jsonb(NULLIF(m.input_modalities, '{}'::text[]))), ('output_modalities'::text,to_jsonb(NULLIF(m.output_modalities, '{}'::text[]))), ('capabilities'::text,to_jsonb(NULLIF(m.capabilities, '{}'::text[]))), ('supported_parameters'::text,to_jsonb(NULLIF(m.supported_parameters, '{}'::text[]))), ('knowledge_cutoff'::text,to_jsonb(m.knowledge_cutoff)), ('release_date'::text,to_jsonb(COALESCE(m.release_date, (m.listed_at)::date))), ('tokenizer'::text,to_jsonb(m.tokenizer)), ('description'::text,to_jsonb(m.description)), ('license'::text,to_jsonb(m.license))) f(fact, value))
          WHERE (m.is_active AND (m.canonical_id IS NOT NULL) AND (f.value IS NOT NULL))
        ), chosen AS (
         SELECT DISTINCT ON (stated.canonical_id, stated.fact) stated.canonical_id,
            stated.fact,
            stated.value
           FROM stated
          GROUP BY stated.canonical_id, stated.fact, stated.is_variant, stated.value
          ORDER BY stated.canonical_id, stated.fact, stated.is_variant, (count(*)) DESC, stated.value DESC
        )
 SELECT canonical_id,
    jsonb_object_agg(fact, value) AS facts
   FROM chosen
  GROUP BY canonical_id;


--
-- Name: due_documents; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.due_documents AS
 SELECT m.id,
    lower(p.valid) AS since
   FROM (public.model_prices p
     JOIN public.models m ON (((m.id = p.model_id) AND (m.updated_at < lower(p.valid)))))
  WHERE (upper_inf(p.recorded) AND (lower(p.valid) > lower(p.recorded)) AND (lower(p.valid) > (now() - '30 days'::interval)) AND (lower(p.valid) <= now()))
UNION ALL
 SELECT m.id,
    upper(p.valid) AS since
   FROM (public.model_prices p
     JOIN public.models m ON (((m.id = p.model_id) AND (m.updated_at < upper(p.valid)))))
  WHERE (upper_inf(p.recorded) AND (upper(p.valid) > lower(p.recorded)) AND (upper(p.valid) > (now() - '30 days'::interval)) AND (upper(p.valid) <= now()))
UNION ALL
 SELECT m.id,
    t.begins AS since
   FROM (((public.exchange_rates r
     CROSS JOIN LATERAL ( SELECT ((r.valid_from)::timestamp without time zone AT TIME ZONE 'UTC'::text) AS begins) t)
     JOIN public.model_prices p ON (((p.currency = r.currency) AND (p.conditions = '{}'::jsonb) AND upper_inf(p.recorded) AND (p.currency <> ALL (ARRAY['USD'::text, 'XXX'::text])))))
     JOIN public.models m ON (((m.id = p.model_id) AND (m.updated_at < t.begins))))
  WHERE ((t.begins > r.entered_at) AND (t.begins > (now() - '30 days'::interval)) AND (t.begins <= now()))
UNION ALL
 SELECT m.id,
    t.begins AS since
   FROM ((public.reference_facts f
     CROSS JOIN LATERAL ( SELECT ((f.deprecation_date)::timestamp without time zone AT TIME ZONE 'UTC'::text) AS begins) t)
     JOIN public.models m ON (((m.id = f.model_id) AND (m.updated_at < t.begins) AND (NOT m.deprecated))))
  WHERE ((t.begins > (now() - '30 days'::interval)) AND (t.begins <= now()));


--
-- Name: due_providers; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.due_providers AS
 SELECT m.provider,
    max(d.since) AS since
   FROM (public.due_documents d
     JOIN public.models m USING (id))
  GROUP BY m.provider;


--
-- Name: exchange_rates_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_rates ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.exchange_rates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: feed_coverage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.feed_coverage (
    feed text NOT NULL,
    prices bigint NOT NULL,
    inexpressible bigint NOT NULL,
    measured_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: generations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.generations (
    scope text NOT NULL,
    generation bigint DEFAULT (EXTRACT(epoch FROM now()))::bigint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: history_imports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.history_imports (
    id bigint NOT NULL,
    source text NOT NULL,
    digest text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    lines integer NOT NULL,
    superseded integer NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT days_are_in_order CHECK ((first_day <= last_day))
);


--
-- Name: history_imports_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.history_imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.history_imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: kept_answers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kept_answers (
    address text NOT NULL,
    format integer NOT NULL,
    generation bigint NOT NULL,
    built_at bigint NOT NULL,
    changes_at bigint,
    took_ms integer NOT NULL,
    entry bytea NOT NULL
);
ALTER TABLE ONLY public.kept_answers ALTER COLUMN entry SET STORAGE EXTERNAL;


--
-- Name: last_answers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.last_answers (
    provider text NOT NULL,
    answer text NOT NULL,
    read_on date NOT NULL,
    state text,
    seen_at timestamp with time zone NOT NULL,
    seen integer NOT NULL,
    fetched integer NOT NULL,
    unchanged integer NOT NULL,
    rejected integer NOT NULL,
    errors jsonb NOT NULL
);


--
-- Name: listed_offers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.listed_offers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.listed_offers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: model_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.model_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.model_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: model_prices_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.model_prices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.model_prices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: model_pricing; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_pricing AS
SELECT
    NULL::text AS model_id,
    NULL::text AS provider,
    NULL::text AS provider_model_id,
    NULL::numeric AS price_per_input_token,
    NULL::numeric AS price_per_output_token,
    NULL::numeric AS price_per_cached_input_token,
    NULL::numeric AS price_per_image,
    NULL::numeric AS price_per_request,
    NULL::text AS pricing_source,
    NULL::timestamp with time zone AS last_updated;


--
-- Name: model_pricing_history; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.model_pricing_history AS
 SELECT m.model_id,
    m.provider,
    p.meter,
    p.conditions,
    lag(p.amount) OVER life AS previous_amount,
    p.amount,
    p.currency,
    p.state,
    lower(p.valid) AS changed_at,
        CASE p.source
            WHEN 'database'::text THEN ('api_sync:'::text || m.provider)
            ELSE p.source
        END AS changed_by
   FROM (public.model_prices p
     JOIN public.models m ON ((m.id = p.model_id)))
  WHERE upper_inf(p.recorded)
  WINDOW life AS (PARTITION BY p.model_id, p.key ORDER BY (lower(p.valid)));


--
-- Name: models_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.models ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.models_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: next_change; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.next_change AS
 SELECT LEAST(( SELECT min(lower(model_prices.valid)) AS min
           FROM public.model_prices
          WHERE (upper_inf(model_prices.recorded) AND (lower(model_prices.valid) > lower(model_prices.recorded)) AND (lower(model_prices.valid) > now()))), ( SELECT min(upper(model_prices.valid)) AS min
           FROM public.model_prices
          WHERE (upper_inf(model_prices.recorded) AND (upper(model_prices.valid) > lower(model_prices.recorded)) AND (upper(model_prices.valid) > now()))), ( SELECT ((min(exchange_rates.valid_from))::timestamp without time zone AT TIME ZONE 'UTC'::text) AS timezone
           FROM public.exchange_rates
          WHERE (exchange_rates.valid_from > ((now() AT TIME ZONE 'UTC'::text))::date))) AS at;


--
-- Name: open_reviews; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.open_reviews AS
 SELECT provider,
    count(*) AS reviews
   FROM ( SELECT m.provider
           FROM (public.price_reviews r
             JOIN public.models m ON ((m.id = r.model_id)))
          WHERE ((r.decision IS NULL) AND (r.run_review_id IS NULL))
        UNION ALL
         SELECT run_reviews.provider
           FROM public.run_reviews
          WHERE (run_reviews.decision IS NULL)) open
  GROUP BY provider;


--
-- Name: operated_models; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.operated_models AS
 SELECT m.id AS number,
    m.model_id AS id,
    m.provider,
    m.provider_model_id,
    m.canonical_id,
    m.name,
    m.is_active,
    a.status,
    a.is_free,
    a.is_pro,
    a.is_enterprise,
    a.free_by_rule,
    a.decided_by,
    m.pins,
    m.context_length,
    m.max_output_tokens,
    m.modality,
    m.is_deprecated AS deprecated,
    m.deprecation_date,
    m.price_states,
    (m.document -> 'pricing'::text) AS pricing,
    (m.document ->> 'pricing_source'::text) AS pricing_source,
    s.last_seen_at,
    s.misses,
    r.last_run,
    m.first_seen_at,
    m.updated_at
   FROM (((public.models m
     JOIN public.model_access a ON ((a.model_id = m.model_id)))
     LEFT JOIN public.sightings s ON ((s.model_id = m.id)))
     LEFT JOIN LATERAL ( SELECT json_build_object('id', r_1.id, 'status', r_1.status, 'completed_at', r_1.completed_at) AS last_run
           FROM public.sync_runs r_1
          WHERE ((r_1.provider = m.provider) AND (r_1.completed_at IS NOT NULL))
          ORDER BY r_1.started_at DESC
         LIMIT 1) r ON (true));


--
-- Name: price_dismissals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.price_dismissals (
    id bigint NOT NULL,
    model_id bigint NOT NULL,
    source text NOT NULL,
    meter text NOT NULL,
    conditions jsonb DEFAULT '{}'::jsonb NOT NULL,
    reason text NOT NULL,
    dismissed_by text NOT NULL,
    dismissed_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: price_disagreements; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.price_disagreements AS
 WITH words AS (
         SELECT p_1.model_id,
            p_1.source,
            p_1.meter,
            p_1.conditions,
            p_1.amount,
            p_1.currency,
            lower(p_1.valid) AS since
           FROM (public.model_prices p_1
             JOIN public.models m_1 ON ((m_1.id = p_1.model_id)))
          WHERE (upper_inf(p_1.recorded) AND (p_1.valid @> now()) AND (NOT (EXISTS ( SELECT
                   FROM public.listed_offers o
                  WHERE ((o.provider = m_1.provider) AND (lower(o.provider_model_id) = lower(m_1.provider_model_id)) AND (o.source = p_1.source) AND upper_inf(o.stated))))))
        UNION ALL
         SELECT m_1.id,
            o.source,
            p_1.meter,
            p_1.conditions,
            p_1.amount,
            p_1.currency,
            lower(o.stated) AS lower
           FROM ((public.models m_1
             JOIN public.listed_offers o ON (((o.provider = m_1.provider) AND (lower(o.provider_model_id) = lower(m_1.provider_model_id)) AND upper_inf(o.stated))))
             CROSS JOIN LATERAL jsonb_to_recordset(o.prices) p_1(meter text, conditions jsonb, amount numeric, currency text))
        )
 SELECT m.model_id,
    c.meter,
    c.conditions,
    c.source AS trusted_source,
    c.amount AS trusted_amount,
    p.source AS other_source,
    p.amount AS other_amount,
    round((p.amount / NULLIF(c.amount, (0)::numeric)), 6) AS ratio,
    c.currency,
    p.since AS observed_at,
    m.id,
    m.provider,
    (hashtextextended(concat_ws(' '::text, p.source, c.meter, c.conditions), m.id) & '9007199254740991'::bigint) AS price_id
   FROM ((public.current_prices c
     JOIN public.models m ON (((m.id = c.model_id) AND m.is_active)))
     JOIN words p ON (((p.model_id = c.model_id) AND (p.meter = c.meter) AND (p.conditions = c.conditions) AND (p.source <> c.source) AND (p.currency = c.currency))))
  WHERE ((abs((p.amount - c.amount)) > (0.02 * GREATEST(p.amount, c.amount))) AND (NOT (EXISTS ( SELECT
           FROM public.price_dismissals d
          WHERE ((d.model_id = p.model_id) AND (d.source = p.source) AND (d.meter = p.meter) AND (d.conditions = p.conditions) AND (d.expires_at > now()))))));


--
-- Name: price_dismissals_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.price_dismissals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.price_dismissals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: price_reviews_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.price_reviews ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.price_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: provider_coverage; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.provider_coverage AS
 SELECT c.provider,
    c.active AS models,
    p.priced_models
   FROM (public.model_counts c
     CROSS JOIN LATERAL ( SELECT count(*) AS priced_models
           FROM public.models m
          WHERE ((m.provider = c.provider) AND m.is_active AND (m.price_states && '{known,free,dynamic}'::text[]))) p)
  WHERE (c.active > 0);


--
-- Name: published_lists; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.published_lists (
    path text NOT NULL,
    digest text NOT NULL,
    plain_digest text,
    etag text NOT NULL,
    generation bigint NOT NULL,
    changes_at bigint NOT NULL,
    observed_at timestamp with time zone,
    published_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: run_reviews_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.run_reviews ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: seller_standing; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.seller_standing AS
 WITH offers AS NOT MATERIALIZED (
         SELECT m.id,
            m.canonical_id,
            m.doubt,
            m.price_source,
            p.kind,
            (m.listed_by <> '{}'::text[]) AS only_listed,
            (split_part(m.canonical_id, '/'::text, 1) = ANY (p.makes)) AS is_maker,
            (m.provider_model_id ~ ':[a-z]+$'::text) AS is_variant,
            NULLIF((((3)::numeric * m.input_price) + m.output_price), (0)::numeric) AS price
           FROM (public.models m
             JOIN public.providers p ON ((p.slug = m.provider)))
          WHERE (m.is_active AND (m.canonical_id IS NOT NULL))
        ), asked AS (
         SELECT offers.canonical_id,
            min(offers.price) FILTER (WHERE offers.is_maker) AS by_maker,
            COALESCE(percentile_disc((0.5)::double precision) WITHIN GROUP (ORDER BY offers.price) FILTER (WHERE (offers.doubt IS NULL)), percentile_disc((0.5)::double precision) WITHIN GROUP (ORDER BY offers.price)) AS by_most
           FROM offers
          WHERE (NOT offers.is_variant)
          GROUP BY offers.canonical_id
        )
 SELECT o.id,
        CASE
            WHEN (o.is_maker OR (o.price_source = 'manual'::text)) THEN 0
            WHEN ((((2)::numeric * o.price) < a.by_most) AND
            CASE
                WHEN (a.by_maker IS NULL) THEN (o.price_source <> ALL (ARRAY['database'::text, 'page'::text]))
                ELSE (((2)::numeric * o.price) < a.by_maker)
            END) THEN 2
            WHEN (o.only_listed AND (o.doubt = ANY (ARRAY['single'::text, 'disputed'::text, 'review'::text]))) THEN 1
            ELSE 0
        END AS doubt,
    (
        CASE
            WHEN o.is_maker THEN 0
            WHEN (o.price_source = ANY (ARRAY['database'::text, 'manual'::text, 'page'::text])) THEN 10
            ELSE 20
        END + array_position('{lab,cloud,host,aggregator}'::text[], o.kind)) AS nearness,
    o.canonical_id
   FROM (offers o
     LEFT JOIN asked a USING (canonical_id));


--
-- Name: served_models; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.served_models AS
 SELECT m.id,
    m.provider,
    m.model_id,
    m.is_active,
    m.updated_at,
    (d.document)::text AS document,
    public.sighted(d.document, s.last_seen_at) AS served
   FROM ((public.models m
     LEFT JOIN public.sightings s ON ((s.model_id = m.id)))
     CROSS JOIN LATERAL ( SELECT public.dated(m.id, m.document, ( SELECT public.due_ids() AS due_ids)) AS document) d)
  WHERE (m.document IS NOT NULL);


--
-- Name: signing_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_keys (
    id text NOT NULL,
    secret bytea NOT NULL,
    public bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: snapshot_deltas; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.snapshot_deltas (
    digest text NOT NULL,
    since text NOT NULL,
    body bytea NOT NULL
);


--
-- Name: snapshots; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.snapshots (
    id bigint NOT NULL,
    digest text NOT NULL,
    previous text,
    day date NOT NULL,
    generation bigint NOT NULL,
    size bigint NOT NULL,
    models integer NOT NULL,
    key text NOT NULL,
    signature text NOT NULL,
    file bytea NOT NULL,
    published_at timestamp with time zone NOT NULL
);


--
-- Name: snapshots_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.snapshots ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.snapshots_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sync_runs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.sync_runs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sync_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: watch_changes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.watch_changes (
    id bigint NOT NULL,
    watch_id bigint NOT NULL,
    change text NOT NULL,
    body jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    delivery_id uuid,
    alert_id bigint
);


--
-- Name: watch_changes_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.watch_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.watch_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: watch_deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.watch_deliveries (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    watch_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    attempted_at timestamp with time zone,
    next_try_at timestamp with time zone DEFAULT now() NOT NULL,
    answer text,
    delivered_at timestamp with time zone,
    given_up_at timestamp with time zone,
    CONSTRAINT delivered_or_given_up CHECK (((delivered_at IS NULL) OR (given_up_at IS NULL)))
);


--
-- Name: watches_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.watches ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.watches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: admin_audit_log admin_audit_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.admin_audit_log
    ADD CONSTRAINT admin_audit_log_pkey PRIMARY KEY (id);


--
-- Name: alerts alerts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);


--
-- Name: model_aliases alias_means_one_model; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT alias_means_one_model UNIQUE NULLS NOT DISTINCT (alias, provider);


--
-- Name: benchmarks benchmark_is_told_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benchmarks
    ADD CONSTRAINT benchmark_is_told_once UNIQUE (model_id, benchmark_name);


--
-- Name: benchmarks benchmarks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benchmarks
    ADD CONSTRAINT benchmarks_pkey PRIMARY KEY (id);


--
-- Name: canonical_facts canonical_facts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.canonical_facts
    ADD CONSTRAINT canonical_facts_pkey PRIMARY KEY (canonical_id);


--
-- Name: canonical_models canonical_models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.canonical_models
    ADD CONSTRAINT canonical_models_pkey PRIMARY KEY (id);


--
-- Name: snapshots chain_has_no_fork; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT chain_has_no_fork UNIQUE NULLS NOT DISTINCT (previous);


--
-- Name: watch_changes change_is_told_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_changes
    ADD CONSTRAINT change_is_told_once UNIQUE (watch_id, change);


--
-- Name: deprecations_told deprecations_told_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deprecations_told
    ADD CONSTRAINT deprecations_told_pkey PRIMARY KEY (model_id, deprecation_date);


--
-- Name: exchange_rates exchange_rates_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_rates
    ADD CONSTRAINT exchange_rates_pkey PRIMARY KEY (id);


--
-- Name: feed_coverage feed_coverage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feed_coverage
    ADD CONSTRAINT feed_coverage_pkey PRIMARY KEY (feed);


--
-- Name: generations generations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.generations
    ADD CONSTRAINT generations_pkey PRIMARY KEY (scope);


--
-- Name: history_imports history_imports_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.history_imports
    ADD CONSTRAINT history_imports_pkey PRIMARY KEY (id);


--
-- Name: kept_answers kept_answers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kept_answers
    ADD CONSTRAINT kept_answers_pkey PRIMARY KEY (address, format);


--
-- Name: last_answers last_answers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.last_answers
    ADD CONSTRAINT last_answers_pkey PRIMARY KEY (provider);


--
-- Name: listed_offers listed_offers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.listed_offers
    ADD CONSTRAINT listed_offers_pkey PRIMARY KEY (id);


--
-- Name: meters meters_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meters
    ADD CONSTRAINT meters_pkey PRIMARY KEY (name);


--
-- Name: model_access model_access_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_access
    ADD CONSTRAINT model_access_pkey PRIMARY KEY (model_id);


--
-- Name: model_counts model_counts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_counts
    ADD CONSTRAINT model_counts_pkey PRIMARY KEY (provider);


--
-- Name: model_events model_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_events
    ADD CONSTRAINT model_events_pkey PRIMARY KEY (id);


--
-- Name: models model_id_is_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT model_id_is_unique UNIQUE (model_id);


--
-- Name: models model_is_listed_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT model_is_listed_once UNIQUE (provider, provider_model_id);


--
-- Name: model_prices model_prices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_pkey PRIMARY KEY (id);


--
-- Name: models models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (id);


--
-- Name: model_prices one_belief_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT one_belief_at_a_time EXCLUDE USING gist (model_id WITH =, key WITH =, valid WITH &&, recorded WITH &&);


--
-- Name: watches owner_names_each_watch_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watches
    ADD CONSTRAINT owner_names_each_watch_once UNIQUE (owner, name);


--
-- Name: parts parts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parts
    ADD CONSTRAINT parts_pkey PRIMARY KEY (format, version, provider);


--
-- Name: price_absences price_absences_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_absences
    ADD CONSTRAINT price_absences_pkey PRIMARY KEY (model_id, source, meter, conditions);


--
-- Name: price_dismissals price_dismissals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_pkey PRIMARY KEY (id);


--
-- Name: price_reviews price_reviews_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_pkey PRIMARY KEY (id);


--
-- Name: price_sources price_sources_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_sources
    ADD CONSTRAINT price_sources_pkey PRIMARY KEY (source);


--
-- Name: providers providers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.providers
    ADD CONSTRAINT providers_pkey PRIMARY KEY (slug);


--
-- Name: published_lists published_lists_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published_lists
    ADD CONSTRAINT published_lists_pkey PRIMARY KEY (path);


--
-- Name: reference_documents reference_documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_documents
    ADD CONSTRAINT reference_documents_pkey PRIMARY KEY (source);


--
-- Name: reference_facts reference_facts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_pkey PRIMARY KEY (model_id, source);


--
-- Name: resolutions resolutions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.resolutions
    ADD CONSTRAINT resolutions_pkey PRIMARY KEY (model_id);


--
-- Name: run_reviews run_reviews_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_reviews
    ADD CONSTRAINT run_reviews_pkey PRIMARY KEY (id);


--
-- Name: schema_definitions schema_definitions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_definitions
    ADD CONSTRAINT schema_definitions_pkey PRIMARY KEY (name);


--
-- Name: schema_migrations schema_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);


--
-- Name: sightings sightings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (model_id);


--
-- Name: signing_keys signing_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (id);


--
-- Name: snapshot_deltas snapshot_deltas_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshot_deltas
    ADD CONSTRAINT snapshot_deltas_pkey PRIMARY KEY (digest, since);


--
-- Name: snapshots snapshots_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_digest_key UNIQUE (digest);


--
-- Name: snapshots snapshots_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_pkey PRIMARY KEY (id);


--
-- Name: admin_audit_log somebody_did_it; Type: CHECK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE public.admin_audit_log
    ADD CONSTRAINT somebody_did_it CHECK (((actor ~ '\S'::text) AND (request_id ~ '\S'::text))) NOT VALID;


--
-- Name: sync_runs sync_runs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sync_runs
    ADD CONSTRAINT sync_runs_pkey PRIMARY KEY (id);


--
-- Name: watch_changes watch_changes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_changes
    ADD CONSTRAINT watch_changes_pkey PRIMARY KEY (id);


--
-- Name: watch_deliveries watch_deliveries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_deliveries
    ADD CONSTRAINT watch_deliveries_pkey PRIMARY KEY (id);


--
-- Name: watches watches_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watches
    ADD CONSTRAINT watches_pkey PRIMARY KEY (id);


--
-- Name: admin_audit_log_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX admin_audit_log_actor ON public.admin_audit_log USING btree (actor, id DESC);


--
-- Name: admin_audit_log_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX admin_audit_log_at ON public.admin_audit_log USING btree (at DESC, id DESC);


--
-- Name: admin_audit_log_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX admin_audit_log_subject ON public.admin_audit_log USING btree (subject, id DESC);


--
-- Name: alerts_unsent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alerts_unsent ON public.alerts USING btree (next_try_at) WHERE (sent_at IS NULL);


--
-- Name: canonical_models_creator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX canonical_models_creator ON public.canonical_models USING btree (creator);


--
-- Name: canonical_models_search; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX canonical_models_search ON public.canonical_models USING gist (search_text public.gist_trgm_ops (siglen='64'));


--
-- Name: exchange_rates_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_rates_latest ON public.exchange_rates USING btree (currency, valid_from DESC, entered_at DESC, id DESC);


--
-- Name: history_imports_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX history_imports_digest ON public.history_imports USING btree (digest);


--
-- Name: listed_offers_canonical; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX listed_offers_canonical ON public.listed_offers USING btree (canonical_id) WHERE upper_inf(stated);


--
-- Name: listed_offers_imported; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX listed_offers_imported ON public.listed_offers USING btree (provider, lower(provider_model_id)) WHERE (import_id IS NOT NULL);


--
-- Name: listed_offers_source; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX listed_offers_source ON public.listed_offers USING btree (source) WHERE upper_inf(stated);


--
-- Name: listed_offers_stated; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX listed_offers_stated ON public.listed_offers USING btree (provider, lower(provider_model_id), source) WHERE upper_inf(stated);


--
-- Name: model_access_free; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_access_free ON public.model_access USING btree (model_id) WHERE is_free;


--
-- Name: model_events_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_events_kind ON public.model_events USING btree (kind, at, id);


--
-- Name: model_events_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_events_latest ON public.model_events USING btree (at, id);


--
-- Name: model_events_model; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_events_model ON public.model_events USING btree (model_id, at, id);


--
-- Name: model_events_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_events_provider ON public.model_events USING btree (provider, at, id, kind);


--
-- Name: model_prices_announced; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_announced ON public.model_prices USING btree (lower(valid)) WHERE (upper_inf(recorded) AND (lower(valid) > lower(recorded)));


--
-- Name: model_prices_believed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_believed ON public.model_prices USING btree (model_id) WHERE upper_inf(recorded);


--
-- Name: model_prices_ending; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_ending ON public.model_prices USING btree (upper(valid)) WHERE (upper_inf(recorded) AND (upper(valid) > lower(recorded)));


--
-- Name: model_prices_exchanged; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_exchanged ON public.model_prices USING btree (currency) WHERE (upper_inf(recorded) AND (currency <> ALL (ARRAY['USD'::text, 'XXX'::text])));


--
-- Name: model_prices_imported; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_imported ON public.model_prices USING btree (model_id) WHERE ((import_id IS NOT NULL) AND upper_inf(recorded));


--
-- Name: model_prices_run; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_run ON public.model_prices USING btree (sync_run_id);


--
-- Name: model_prices_second; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX model_prices_second ON public.model_prices USING btree (model_id) WHERE (upper_inf(recorded) AND (source <> 'database'::text));


--
-- Name: models_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_active ON public.models USING btree (model_id) WHERE is_active;


--
-- Name: models_canonical; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_canonical ON public.models USING btree (canonical_id);


--
-- Name: models_context_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_context_down ON public.models USING btree (COALESCE((context_length)::numeric, '-Infinity'::numeric), model_id) INCLUDE (is_active, context_length);


--
-- Name: models_context_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_context_up ON public.models USING btree (COALESCE((context_length)::numeric, 'Infinity'::numeric), model_id) INCLUDE (is_active, context_length);


--
-- Name: models_creator; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_creator ON public.models USING btree (split_part(canonical_id, '/'::text, 1), is_active, model_id);


--
-- Name: models_deprecated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_deprecated ON public.models USING btree (model_id) WHERE is_deprecated;


--
-- Name: models_ends_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_ends_down ON public.models USING btree (COALESCE(ends_on, ''::text), model_id) INCLUDE (is_active);


--
-- Name: models_ends_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_ends_up ON public.models USING btree (COALESCE(ends_on, 'unknown'::text), model_id) INCLUDE (is_active);


--
-- Name: models_health_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_health_active ON public.models USING btree (health_status, is_active, model_id);


--
-- Name: models_image_price_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_image_price_down ON public.models USING btree (COALESCE((image_price)::numeric, '-Infinity'::numeric), model_id) INCLUDE (is_active);


--
-- Name: models_image_price_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_image_price_up ON public.models USING btree (COALESCE((image_price)::numeric, 'Infinity'::numeric), model_id) INCLUDE (is_active);


--
-- Name: models_input_price_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_input_price_down ON public.models USING btree (COALESCE(input_price, '-Infinity'::numeric), model_id) INCLUDE (is_active, input_price);


--
-- Name: models_input_price_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_input_price_up ON public.models USING btree (COALESCE(input_price, 'Infinity'::numeric), model_id) INCLUDE (is_active, input_price);


--
-- Name: models_modality_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_modality_active ON public.models USING btree (modality, is_active, model_id);


--
-- Name: models_model_id_trigram; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_model_id_trigram ON public.models USING gin (model_id public.gin_trgm_ops) WHERE (document IS NOT NULL);


--
-- Name: models_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_name ON public.models USING btree (name, model_id);


--
-- Name: models_name_trigram; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_name_trigram ON public.models USING gin (name public.gin_trgm_ops) WHERE (document IS NOT NULL);


--
-- Name: models_output_price_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_output_price_down ON public.models USING btree (COALESCE(output_price, '-Infinity'::numeric), model_id) INCLUDE (is_active, output_price);


--
-- Name: models_output_price_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_output_price_up ON public.models USING btree (COALESCE(output_price, 'Infinity'::numeric), model_id) INCLUDE (is_active, output_price);


--
-- Name: models_price_states; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_price_states ON public.models USING btree (provider, price_states) WHERE is_active;


--
-- Name: models_priced; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_priced ON public.models USING btree (provider, id) WHERE (is_active AND (price_states && '{known,free,dynamic}'::text[]));


--
-- Name: models_provider_active; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_provider_active ON public.models USING btree (provider, is_active, model_id);


--
-- Name: models_provider_model_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_provider_model_id ON public.models USING btree (lower(provider_model_id));


--
-- Name: models_released_down; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_released_down ON public.models USING btree (COALESCE(released_at, '-infinity'::timestamp with time zone), model_id) INCLUDE (is_active, released_at);


--
-- Name: models_released_up; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_released_up ON public.models USING btree (COALESCE(released_at, 'infinity'::timestamp with time zone), model_id) INCLUDE (is_active, released_at);


--
-- Name: models_search_unidentified; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_search_unidentified ON public.models USING gist (search_text public.gist_trgm_ops (siglen='64')) WHERE (canonical_id IS NULL);


--
-- Name: models_sellers; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_sellers ON public.models USING btree (canonical_id, provider) WHERE is_active;


--
-- Name: models_spelling; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_spelling ON public.models USING btree (public.spelling(provider_model_id) COLLATE "C");


--
-- Name: models_stands_for; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_stands_for ON public.models USING btree (stands_for) WHERE (stands_for IS NOT NULL);


--
-- Name: models_under_review; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_under_review ON public.models USING btree (model_id) WHERE is_under_review;


--
-- Name: models_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_updated ON public.models USING btree (updated_at, model_id);


--
-- Name: models_words; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_words ON public.models USING gin (input_modalities, output_modalities, capabilities, supported_parameters, price_states);


--
-- Name: one_open_alert_per_occasion; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_alert_per_occasion ON public.alerts USING btree (kind, subject, occasion) WHERE (closed_at IS NULL);


--
-- Name: one_open_delivery_per_watch; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_open_delivery_per_watch ON public.watch_deliveries USING btree (watch_id) WHERE ((delivered_at IS NULL) AND (given_up_at IS NULL));


--
-- Name: one_pending_review_per_price; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_pending_review_per_price ON public.price_reviews USING btree (model_id, source, meter, conditions) WHERE (decision IS NULL);


--
-- Name: one_pending_review_per_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_pending_review_per_provider ON public.run_reviews USING btree (provider) WHERE (decision IS NULL);


--
-- Name: one_queued_run_per_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_queued_run_per_provider ON public.sync_runs USING btree (provider) WHERE (status = 'queued'::text);


--
-- Name: one_running_run_per_provider; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_run_per_provider ON public.sync_runs USING btree (provider) WHERE (status = 'running'::text);


--
-- Name: price_reviews_pending; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX price_reviews_pending ON public.price_reviews USING btree (created_at) WHERE (decision IS NULL);


--
-- Name: price_reviews_price; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX price_reviews_price ON public.price_reviews USING btree (model_id);


--
-- Name: price_reviews_run; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX price_reviews_run ON public.price_reviews USING btree (run_review_id) WHERE (run_review_id IS NOT NULL);


--
-- Name: run_reviews_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX run_reviews_newest ON public.run_reviews USING btree (provider, id DESC);


--
-- Name: sync_runs_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sync_runs_latest ON public.sync_runs USING btree (provider, started_at DESC);


--
-- Name: sync_runs_newest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sync_runs_newest ON public.sync_runs USING btree (started_at DESC, id DESC);


--
-- Name: watch_changes_delivery; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX watch_changes_delivery ON public.watch_changes USING btree (delivery_id);


--
-- Name: watch_changes_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX watch_changes_waiting ON public.watch_changes USING btree (watch_id, id) WHERE (delivery_id IS NULL);


--
-- Name: watch_deliveries_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX watch_deliveries_due ON public.watch_deliveries USING btree (next_try_at) WHERE ((delivered_at IS NULL) AND (given_up_at IS NULL));


--
-- Name: watch_deliveries_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX watch_deliveries_latest ON public.watch_deliveries USING btree (watch_id, created_at);


--
-- Name: watches_feed_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX watches_feed_key ON public.watches USING btree (feed_key);


--
-- Name: model_pricing _RETURN; Type: RULE; Schema: public; Owner: -
--

CREATE OR REPLACE VIEW public.model_pricing AS
 SELECT m.model_id,
    m.provider,
    m.provider_model_id,
    max(c.usd) FILTER (WHERE (c.meter = 'input_tokens'::text)) AS price_per_input_token,
    max(c.usd) FILTER (WHERE (c.meter = 'output_tokens'::text)) AS price_per_output_token,
    max(c.usd) FILTER (WHERE (c.meter = 'cache_read_tokens'::text)) AS price_per_cached_input_token,
    max(c.usd) FILTER (WHERE (c.meter = 'input_images'::text)) AS price_per_image,
    max(c.usd) FILTER (WHERE (c.meter = 'requests'::text)) AS price_per_request,
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    max(c.observed_at) AS last_updated
   FROM (public.models m
     JOIN ( SELECT current_prices.model_id,
            current_prices.meter,
            current_prices.source,
            current_prices.trust,
            current_prices.observed_at,
                CASE current_prices.state
                    WHEN 'free'::text THEN (0)::numeric
                    ELSE current_prices.amount
                END AS usd
           FROM public.current_prices
          WHERE ((current_prices.conditions = '{}'::jsonb) AND ((current_prices.currency = 'USD'::text) OR (current_prices.state = 'free'::text)))) c ON ((c.model_id = m.id)))
  GROUP BY m.id;


--
-- Name: admin_audit_log admin_audit_log_keeps_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER admin_audit_log_keeps_all_history BEFORE TRUNCATE ON public.admin_audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite_audit();


--
-- Name: admin_audit_log admin_audit_log_keeps_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER admin_audit_log_keeps_history BEFORE DELETE OR UPDATE ON public.admin_audit_log FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite_audit();


--
-- Name: model_aliases aliases_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER aliases_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.model_aliases FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('alias provider', 'alias');


--
-- Name: benchmarks benchmarks_are_attributed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER benchmarks_are_attributed BEFORE INSERT OR DELETE OR UPDATE ON public.benchmarks FOR EACH ROW WHEN (((CURRENT_USER = 'pricebook_writer'::name) AND (NOT public.attributed()))) EXECUTE FUNCTION public.refuse_unattributed();


--
-- Name: benchmarks benchmarks_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER benchmarks_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.benchmarks FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('model_id benchmark_name', 'model');


--
-- Name: canonical_models canonical_models_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER canonical_models_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.canonical_models FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'id');


--
-- Name: models changed_documents_begin_an_edition; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER changed_documents_begin_an_edition AFTER UPDATE OF provider, provider_model_id, is_active, document ON public.models FOR EACH ROW EXECUTE FUNCTION public.begin_edition();


--
-- Name: models deleted_models_are_counted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER deleted_models_are_counted AFTER DELETE ON public.models REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.count_models();


--
-- Name: price_dismissals dismissals_are_attributed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER dismissals_are_attributed BEFORE INSERT OR DELETE OR UPDATE ON public.price_dismissals FOR EACH ROW WHEN (((CURRENT_USER = 'pricebook_writer'::name) AND (NOT public.attributed()))) EXECUTE FUNCTION public.refuse_unattributed();


--
-- Name: price_dismissals dismissals_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER dismissals_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.price_dismissals FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'model');


--
-- Name: exchange_rates exchange_rates_are_attributed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exchange_rates_are_attributed BEFORE INSERT OR DELETE OR UPDATE ON public.exchange_rates FOR EACH ROW WHEN (((CURRENT_USER = 'pricebook_writer'::name) AND (NOT public.attributed()))) EXECUTE FUNCTION public.refuse_unattributed();


--
-- Name: exchange_rates exchange_rates_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exchange_rates_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.exchange_rates FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'currency');


--
-- Name: exchange_rates exchange_rates_keep_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exchange_rates_keep_all_history BEFORE TRUNCATE ON public.exchange_rates FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: exchange_rates exchange_rates_keep_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exchange_rates_keep_history BEFORE DELETE OR UPDATE ON public.exchange_rates FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: model_prices manual_prices_are_attributed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER manual_prices_are_attributed BEFORE INSERT OR UPDATE ON public.model_prices FOR EACH ROW WHEN (((new.source = 'manual'::text) AND (CURRENT_USER = 'pricebook_writer'::name) AND (NOT public.attributed()))) EXECUTE FUNCTION public.refuse_unattributed();


--
-- Name: model_access model_access_is_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_access_is_audited AFTER INSERT OR DELETE OR UPDATE ON public.model_access FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('model_id', 'model_id');


--
-- Name: model_events model_events_keep_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_events_keep_all_history BEFORE TRUNCATE ON public.model_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: model_events model_events_keep_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_events_keep_history BEFORE DELETE OR UPDATE ON public.model_events FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: model_events model_events_tell_watches; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_events_tell_watches AFTER INSERT ON public.model_events REFERENCING NEW TABLE AS new_events FOR EACH STATEMENT EXECUTE FUNCTION public.tell_watches();


--
-- Name: model_prices model_prices_keep_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_prices_keep_all_history BEFORE TRUNCATE ON public.model_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite_history();


--
-- Name: model_prices model_prices_keep_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_prices_keep_history BEFORE DELETE OR UPDATE ON public.model_prices FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite_history();


--
-- Name: model_prices model_prices_tell_announced; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER model_prices_tell_announced AFTER INSERT ON public.model_prices REFERENCING NEW TABLE AS new_prices FOR EACH STATEMENT EXECUTE FUNCTION public.tell_announced_prices();


--
-- Name: models models_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER models_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.models FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'model_id');


--
-- Name: models models_are_counted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER models_are_counted AFTER INSERT ON public.models REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.count_models();


--
-- Name: models models_begin_with_access; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER models_begin_with_access AFTER INSERT ON public.models REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.open_added_models();


--
-- Name: models models_end_of_listing; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER models_end_of_listing BEFORE INSERT OR UPDATE OF is_active ON public.models FOR EACH ROW EXECUTE FUNCTION public.end_of_listing();


--
-- Name: models models_tell_events; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER models_tell_events AFTER UPDATE ON public.models REFERENCING OLD TABLE AS old_models NEW TABLE AS new_models FOR EACH STATEMENT EXECUTE FUNCTION public.tell_model_events();


--
-- Name: model_prices prices_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER prices_are_audited AFTER INSERT OR UPDATE ON public.model_prices FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'model');


--
-- Name: providers providers_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER providers_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.providers FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('slug', 'slug');


--
-- Name: price_reviews reviews_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER reviews_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.price_reviews FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'model');


--
-- Name: run_reviews run_reviews_are_audited; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER run_reviews_are_audited AFTER INSERT OR DELETE OR UPDATE ON public.run_reviews FOR EACH ROW WHEN (public.attributed()) EXECUTE FUNCTION public.attribute_change('id', 'provider');


--
-- Name: snapshots snapshots_keep_all_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER snapshots_keep_all_history BEFORE TRUNCATE ON public.snapshots FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: snapshots snapshots_keep_history; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER snapshots_keep_history BEFORE DELETE OR UPDATE ON public.snapshots FOR EACH ROW EXECUTE FUNCTION public.refuse_to_rewrite();


--
-- Name: models switched_models_are_counted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER switched_models_are_counted AFTER UPDATE OF is_active ON public.models FOR EACH ROW WHEN ((old.is_active <> new.is_active)) EXECUTE FUNCTION public.count_switched_model();


--
-- Name: benchmarks benchmarks_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.benchmarks
    ADD CONSTRAINT benchmarks_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: models canonical_id_is_known; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT canonical_id_is_known FOREIGN KEY (canonical_id) REFERENCES public.canonical_models(id);


--
-- Name: deprecations_told deprecations_told_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deprecations_told
    ADD CONSTRAINT deprecations_told_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: history_imports history_imports_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.history_imports
    ADD CONSTRAINT history_imports_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: last_answers last_answers_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.last_answers
    ADD CONSTRAINT last_answers_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: listed_offers listed_offers_import_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.listed_offers
    ADD CONSTRAINT listed_offers_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.history_imports(id);


--
-- Name: listed_offers listed_offers_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.listed_offers
    ADD CONSTRAINT listed_offers_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: listed_offers listed_offers_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.listed_offers
    ADD CONSTRAINT listed_offers_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: model_access model_access_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_access
    ADD CONSTRAINT model_access_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(model_id);


--
-- Name: model_aliases model_aliases_canonical_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT model_aliases_canonical_id_fkey FOREIGN KEY (canonical_id) REFERENCES public.canonical_models(id);


--
-- Name: model_aliases model_aliases_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_aliases
    ADD CONSTRAINT model_aliases_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: model_counts model_counts_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_counts
    ADD CONSTRAINT model_counts_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: model_events model_events_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_events
    ADD CONSTRAINT model_events_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: model_events model_events_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_events
    ADD CONSTRAINT model_events_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: model_prices model_prices_import_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.history_imports(id);


--
-- Name: model_prices model_prices_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: model_prices model_prices_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: model_prices model_prices_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: model_prices model_prices_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.model_prices
    ADD CONSTRAINT model_prices_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: models models_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: models models_stands_for_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_stands_for_fkey FOREIGN KEY (stands_for) REFERENCES public.models(id);


--
-- Name: parts parts_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parts
    ADD CONSTRAINT parts_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: price_absences price_absences_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_absences
    ADD CONSTRAINT price_absences_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: price_absences price_absences_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_absences
    ADD CONSTRAINT price_absences_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: price_absences price_absences_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_absences
    ADD CONSTRAINT price_absences_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: price_dismissals price_dismissals_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: price_dismissals price_dismissals_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: price_dismissals price_dismissals_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_dismissals
    ADD CONSTRAINT price_dismissals_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: price_reviews price_reviews_meter_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_meter_fkey FOREIGN KEY (meter) REFERENCES public.meters(name);


--
-- Name: price_reviews price_reviews_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: price_reviews price_reviews_run_review_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_run_review_id_fkey FOREIGN KEY (run_review_id) REFERENCES public.run_reviews(id);


--
-- Name: price_reviews price_reviews_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: price_reviews price_reviews_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.price_reviews
    ADD CONSTRAINT price_reviews_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: reference_documents reference_documents_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_documents
    ADD CONSTRAINT reference_documents_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: reference_documents reference_documents_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_documents
    ADD CONSTRAINT reference_documents_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: reference_facts reference_facts_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: reference_facts reference_facts_source_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_facts
    ADD CONSTRAINT reference_facts_source_fkey FOREIGN KEY (source) REFERENCES public.price_sources(source);


--
-- Name: resolutions resolutions_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.resolutions
    ADD CONSTRAINT resolutions_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: run_reviews run_reviews_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_reviews
    ADD CONSTRAINT run_reviews_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: run_reviews run_reviews_sync_run_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run_reviews
    ADD CONSTRAINT run_reviews_sync_run_id_fkey FOREIGN KEY (sync_run_id) REFERENCES public.sync_runs(id);


--
-- Name: sightings sightings_model_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sightings
    ADD CONSTRAINT sightings_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id);


--
-- Name: snapshot_deltas snapshot_deltas_digest_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshot_deltas
    ADD CONSTRAINT snapshot_deltas_digest_fkey FOREIGN KEY (digest) REFERENCES public.snapshots(digest);


--
-- Name: snapshot_deltas snapshot_deltas_since_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshot_deltas
    ADD CONSTRAINT snapshot_deltas_since_fkey FOREIGN KEY (since) REFERENCES public.snapshots(digest);


--
-- Name: snapshots snapshots_key_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_key_fkey FOREIGN KEY (key) REFERENCES public.signing_keys(id);


--
-- Name: snapshots snapshots_previous_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT snapshots_previous_fkey FOREIGN KEY (previous) REFERENCES public.snapshots(digest);


--
-- Name: sync_runs sync_runs_provider_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sync_runs
    ADD CONSTRAINT sync_runs_provider_fkey FOREIGN KEY (provider) REFERENCES public.providers(slug);


--
-- Name: watch_changes watch_changes_alert_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_changes
    ADD CONSTRAINT watch_changes_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alerts(id);


--
-- Name: watch_changes watch_changes_delivery_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_changes
    ADD CONSTRAINT watch_changes_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.watch_deliveries(id);


--
-- Name: watch_changes watch_changes_watch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_changes
    ADD CONSTRAINT watch_changes_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES public.watches(id) ON DELETE CASCADE;


--
-- Name: watch_deliveries watch_deliveries_watch_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch_deliveries
    ADD CONSTRAINT watch_deliveries_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES public.watches(id) ON DELETE CASCADE;


--
-- Name: FUNCTION lo_close(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_close(integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_creat(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_create(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;


--
-- Name: FUNCTION lo_from_bytea(oid, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;


--
-- Name: FUNCTION lo_get(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid) FROM PUBLIC;


--
-- Name: FUNCTION lo_get(oid, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid, bigint, integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_lseek(integer, integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek(integer, integer, integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_lseek64(integer, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek64(integer, bigint, integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_open(oid, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_put(oid, bigint, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;


--
-- Name: FUNCTION lo_tell(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell(integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_tell64(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell64(integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_truncate(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) FROM PUBLIC;


--
-- Name: FUNCTION lo_truncate64(integer, bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;


--
-- Name: FUNCTION lo_unlink(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_unlink(oid) FROM PUBLIC;


--
-- Name: FUNCTION loread(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.loread(integer, integer) FROM PUBLIC;


--
-- Name: FUNCTION lowrite(integer, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) FROM PUBLIC;


--
-- Name: FUNCTION pg_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_unlock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_unlock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_unlock_all(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_unlock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_unlock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO pricebook_writer;


--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO pricebook_writer;


--
-- Name: TABLE canonical_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.canonical_models TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.canonical_models TO pricebook_writer;


--
-- Name: TABLE models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.models TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.models TO pricebook_writer;


--
-- Name: TABLE providers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.providers TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.providers TO pricebook_writer;


--
-- Name: FUNCTION all_known(wanted_provider text, wanted_canonical text, offers text[]); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.all_known(wanted_provider text, wanted_canonical text, offers text[]) TO pricebook_reader;


--
-- Name: TABLE model_access; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_access TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.model_access TO pricebook_writer;


--
-- Name: FUNCTION attribute_to(actor text, request_id text); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.attribute_to(actor text, request_id text) TO pricebook_writer;


--
-- Name: TABLE model_prices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_prices TO pricebook_reader;
GRANT SELECT,INSERT ON TABLE public.model_prices TO pricebook_writer;


--
-- Name: COLUMN model_prices.recorded; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(recorded) ON TABLE public.model_prices TO pricebook_writer;


--
-- Name: FUNCTION believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric, new_currency text, as_published text, run bigint, moment timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.believe(model bigint, told_by text, counted text, under jsonb, valid_during tstzrange, new_state text, new_amount numeric, new_currency text, as_published text, run bigint, moment timestamp with time zone) TO pricebook_writer;


--
-- Name: TABLE benchmarks; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.benchmarks TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.benchmarks TO pricebook_writer;


--
-- Name: TABLE price_sources; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_sources TO pricebook_reader;
GRANT SELECT ON TABLE public.price_sources TO pricebook_writer;


--
-- Name: FUNCTION blended_prices(offers bigint[], step text, since timestamp with time zone, until timestamp with time zone, input integer, output integer); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.blended_prices(offers bigint[], step text, since timestamp with time zone, until timestamp with time zone, input integer, output integer) TO pricebook_reader;
GRANT ALL ON FUNCTION public.blended_prices(offers bigint[], step text, since timestamp with time zone, until timestamp with time zone, input integer, output integer) TO pricebook_writer;


--
-- Name: TABLE meters; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.meters TO pricebook_reader;
GRANT SELECT ON TABLE public.meters TO pricebook_writer;


--
-- Name: TABLE price_reviews; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_reviews TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.price_reviews TO pricebook_writer;


--
-- Name: TABLE price_absences; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_absences TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.price_absences TO pricebook_writer;


--
-- Name: TABLE sightings; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sightings TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sightings TO pricebook_writer;


--
-- Name: TABLE current_prices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.current_prices TO pricebook_reader;
GRANT SELECT ON TABLE public.current_prices TO pricebook_writer;


--
-- Name: TABLE exchange_rates; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.exchange_rates TO pricebook_reader;
GRANT SELECT,INSERT ON TABLE public.exchange_rates TO pricebook_writer;


--
-- Name: TABLE resolutions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.resolutions TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.resolutions TO pricebook_writer;


--
-- Name: TABLE reference_facts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.reference_facts TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reference_facts TO pricebook_writer;


--
-- Name: TABLE model_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_documents TO pricebook_reader;
GRANT SELECT ON TABLE public.model_documents TO pricebook_writer;


--
-- Name: FUNCTION changed_prices(told_by text, offers bigint[], stated jsonb, complete boolean); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.changed_prices(told_by text, offers bigint[], stated jsonb, complete boolean) TO pricebook_writer;


--
-- Name: TABLE priced_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.priced_keys TO pricebook_reader;
GRANT SELECT ON TABLE public.priced_keys TO pricebook_writer;


--
-- Name: TABLE sync_runs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.sync_runs TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sync_runs TO pricebook_writer;


--
-- Name: TABLE latest_runs; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.latest_runs TO pricebook_reader;
GRANT SELECT ON TABLE public.latest_runs TO pricebook_writer;


--
-- Name: TABLE provider_health; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.provider_health TO pricebook_reader;
GRANT SELECT ON TABLE public.provider_health TO pricebook_writer;


--
-- Name: TABLE model_events; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_events TO pricebook_reader;
GRANT SELECT,INSERT ON TABLE public.model_events TO pricebook_writer;


--
-- Name: TABLE changes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.changes TO pricebook_reader;
GRANT SELECT ON TABLE public.changes TO pricebook_writer;


--
-- Name: FUNCTION is_offer(model public.models); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.is_offer(model public.models) TO pricebook_reader;
GRANT ALL ON FUNCTION public.is_offer(model public.models) TO pricebook_writer;


--
-- Name: TABLE watches; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.watches TO pricebook_writer;


--
-- Name: FUNCTION is_watched(w public.watches, m public.models); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.is_watched(w public.watches, m public.models) TO pricebook_writer;


--
-- Name: TABLE listed_prices; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.listed_prices TO pricebook_reader;
GRANT SELECT ON TABLE public.listed_prices TO pricebook_writer;


--
-- Name: TABLE canonical_facts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.canonical_facts TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.canonical_facts TO pricebook_writer;


--
-- Name: TABLE listed_offers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.listed_offers TO pricebook_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.listed_offers TO pricebook_writer;


--
-- Name: FUNCTION offer_cards(model bigint); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.offer_cards(model bigint) TO pricebook_reader;
GRANT ALL ON FUNCTION public.offer_cards(model bigint) TO pricebook_writer;


--
-- Name: TABLE reference_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.reference_documents TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.reference_documents TO pricebook_writer;


--
-- Name: TABLE run_reviews; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.run_reviews TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.run_reviews TO pricebook_writer;


--
-- Name: TABLE model_aliases; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_aliases TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.model_aliases TO pricebook_writer;


--
-- Name: TABLE schema_definitions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.schema_definitions TO pricebook_writer;


--
-- Name: TABLE schema_migrations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.schema_migrations TO pricebook_reader;
GRANT SELECT ON TABLE public.schema_migrations TO pricebook_writer;


--
-- Name: FUNCTION run_state(seller text, moment timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.run_state(seller text, moment timestamp with time zone) TO pricebook_writer;


--
-- Name: FUNCTION three_digits(amount numeric); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.three_digits(amount numeric) TO pricebook_reader;
GRANT ALL ON FUNCTION public.three_digits(amount numeric) TO pricebook_writer;


--
-- Name: FUNCTION was_offer(model public.models, at timestamp with time zone, known_at timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.was_offer(model public.models, at timestamp with time zone, known_at timestamp with time zone) TO pricebook_reader;
GRANT ALL ON FUNCTION public.was_offer(model public.models, at timestamp with time zone, known_at timestamp with time zone) TO pricebook_writer;


--
-- Name: FUNCTION witnesses(model bigint, counted text); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.witnesses(model bigint, counted text) TO pricebook_writer;


--
-- Name: TABLE admin_audit_log; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.admin_audit_log TO pricebook_writer;


--
-- Name: TABLE alerts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.alerts TO pricebook_writer;


--
-- Name: TABLE coverage_by_reason; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.coverage_by_reason TO pricebook_reader;
GRANT SELECT ON TABLE public.coverage_by_reason TO pricebook_writer;


--
-- Name: TABLE model_counts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_counts TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.model_counts TO pricebook_writer;


--
-- Name: TABLE parts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.parts TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.parts TO pricebook_writer;


--
-- Name: TABLE current_parts; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.current_parts TO pricebook_reader;
GRANT SELECT ON TABLE public.current_parts TO pricebook_writer;


--
-- Name: TABLE deprecations_told; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.deprecations_told TO pricebook_writer;


--
-- Name: TABLE described_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.described_models TO pricebook_reader;
GRANT SELECT ON TABLE public.described_models TO pricebook_writer;


--
-- Name: TABLE due_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.due_documents TO pricebook_reader;
GRANT SELECT ON TABLE public.due_documents TO pricebook_writer;


--
-- Name: TABLE due_providers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.due_providers TO pricebook_reader;
GRANT SELECT ON TABLE public.due_providers TO pricebook_writer;


--
-- Name: TABLE feed_coverage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.feed_coverage TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.feed_coverage TO pricebook_writer;


--
-- Name: TABLE generations; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.generations TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.generations TO pricebook_writer;


--
-- Name: TABLE history_imports; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.history_imports TO pricebook_reader;
GRANT SELECT,INSERT ON TABLE public.history_imports TO pricebook_writer;


--
-- Name: TABLE kept_answers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.kept_answers TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.kept_answers TO pricebook_writer;


--
-- Name: TABLE last_answers; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.last_answers TO pricebook_writer;


--
-- Name: TABLE model_pricing; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_pricing TO pricebook_reader;
GRANT SELECT ON TABLE public.model_pricing TO pricebook_writer;


--
-- Name: TABLE model_pricing_history; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.model_pricing_history TO pricebook_reader;
GRANT SELECT ON TABLE public.model_pricing_history TO pricebook_writer;


--
-- Name: TABLE next_change; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.next_change TO pricebook_reader;
GRANT SELECT ON TABLE public.next_change TO pricebook_writer;


--
-- Name: TABLE open_reviews; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.open_reviews TO pricebook_reader;
GRANT SELECT ON TABLE public.open_reviews TO pricebook_writer;


--
-- Name: TABLE operated_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.operated_models TO pricebook_writer;


--
-- Name: TABLE price_dismissals; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_dismissals TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.price_dismissals TO pricebook_writer;


--
-- Name: TABLE price_disagreements; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.price_disagreements TO pricebook_reader;
GRANT SELECT ON TABLE public.price_disagreements TO pricebook_writer;


--
-- Name: TABLE provider_coverage; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.provider_coverage TO pricebook_reader;
GRANT SELECT ON TABLE public.provider_coverage TO pricebook_writer;


--
-- Name: TABLE published_lists; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.published_lists TO pricebook_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE public.published_lists TO pricebook_writer;


--
-- Name: TABLE seller_standing; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.seller_standing TO pricebook_reader;
GRANT SELECT ON TABLE public.seller_standing TO pricebook_writer;


--
-- Name: TABLE served_models; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.served_models TO pricebook_reader;
GRANT SELECT ON TABLE public.served_models TO pricebook_writer;


--
-- Name: TABLE signing_keys; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.signing_keys TO pricebook_writer;


--
-- Name: TABLE snapshot_deltas; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.snapshot_deltas TO pricebook_writer;


--
-- Name: TABLE snapshots; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.snapshots TO pricebook_writer;


--
-- Name: TABLE watch_changes; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.watch_changes TO pricebook_writer;


--
-- Name: TABLE watch_deliveries; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.watch_deliveries TO pricebook_writer;


--
-- PostgreSQL database dump complete
--
