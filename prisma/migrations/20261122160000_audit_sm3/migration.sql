-- The audit chain goes on under SM3 (GB/T 32905-2016). Entries of before keep their SHA-256; none comes after an entry of SM3.

-- ---- SM3 in plain PL/pgSQL, for servers whose own cryptography has none. Checked against the standard's vectors.

CREATE FUNCTION sm3_plain(message bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  -- Constants of the rounds, already turned left by their number.
  k CONSTANT bigint[] := ARRAY[
    2043430169, 4086860338, 3878753381, 3462539467, 2630111639, 965255983, 1930511966, 3861023932,
    3427080569, 2559193843, 823420391, 1646840782, 3293681564, 2292395833, 289824371, 579648742,
    2643098247, 991229199, 1982458398, 3964916796, 3634866297, 2974765299, 1654563303, 3309126606,
    2323285917, 351604539, 703209078, 1406418156, 2812836312, 1330705329, 2661410658, 1027854021,
    2055708042, 4111416084, 3927864873, 3560762451, 2826557607, 1358147919, 2716295838, 1137624381,
    2275248762, 255530229, 511060458, 1022120916, 2044241832, 4088483664, 3882000033, 3469032771,
    2643098247, 991229199, 1982458398, 3964916796, 3634866297, 2974765299, 1654563303, 3309126606,
    2323285917, 351604539, 703209078, 1406418156, 2812836312, 1330705329, 2661410658, 1027854021];
  v bigint[] := ARRAY[1937774191, 1226093241, 388252375, 3666478592, 2842636476, 372324522, 3817729613, 2969243214];
  m CONSTANT bigint := 4294967295;
  filled bytea;
  w bigint[];
  a bigint; b bigint; c bigint; d bigint; e bigint; f bigint; g bigint; h bigint;
  x bigint; s1 bigint; t1 bigint; t2 bigint; a12 bigint;
BEGIN
  filled := message || '\x80'::bytea
    || decode(repeat('00', (119 - octet_length(message) % 64) % 64), 'hex') || int8send(octet_length(message)::bigint * 8);
  FOR block IN 0 .. octet_length(filled) / 64 - 1 LOOP
    w := array_fill(0::bigint, ARRAY[68]);
    FOR j IN 0 .. 15 LOOP
      x := block * 64 + j * 4;
      w[j + 1] := (get_byte(filled, x::int)::bigint << 24) | (get_byte(filled, x::int + 1) << 16)
        | (get_byte(filled, x::int + 2) << 8) | get_byte(filled, x::int + 3);
    END LOOP;
    FOR j IN 17 .. 68 LOOP
      x := w[j - 3];
      x := (w[j - 16] # w[j - 9]) # (((x << 15) | (x >> 17)) & m);
      w[j] := (x # (((x << 15) | (x >> 17)) & m) # (((x << 23) | (x >> 9)) & m))
        # (((w[j - 13] << 7) | (w[j - 13] >> 25)) & m) # w[j - 6];
    END LOOP;
    a := v[1]; b := v[2]; c := v[3]; d := v[4]; e := v[5]; f := v[6]; g := v[7]; h := v[8];
    FOR j IN 1 .. 64 LOOP
      a12 := ((a << 12) | (a >> 20)) & m;
      x := (a12 + e + k[j]) & m;
      s1 := ((x << 7) | (x >> 25)) & m;
      IF j <= 16 THEN
        t1 := (((a # b) # c) + d + (s1 # a12) + (w[j] # w[j + 4])) & m;
        t2 := (((e # f) # g) + h + s1 + w[j]) & m;
      ELSE
        t1 := (((a & b) | (a & c) | (b & c)) + d + (s1 # a12) + (w[j] # w[j + 4])) & m;
        t2 := (((e & f) | ((m - e) & g)) + h + s1 + w[j]) & m;
      END IF;
      d := c; c := ((b << 9) | (b >> 23)) & m; b := a; a := t1;
      h := g; g := ((f << 19) | (f >> 13)) & m; f := e;
      e := t2 # (((t2 << 9) | (t2 >> 23)) & m) # (((t2 << 17) | (t2 >> 15)) & m);
    END LOOP;
    v := ARRAY[v[1] # a, v[2] # b, v[3] # c, v[4] # d, v[5] # e, v[6] # f, v[7] # g, v[8] # h];
  END LOOP;
  RETURN (SELECT string_agg(lpad(to_hex(part), 8, '0'), '' ORDER BY place) FROM unnest(v) WITH ORDINALITY AS t(part, place));
END $$;

-- ---- The quick one where pgcrypto and its OpenSSL know SM3, a hundred times as fast; else the plain one.

DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pgcrypto;
  IF encode(digest('abc'::bytea, 'sm3'), 'hex') <> sm3_plain('abc'::bytea) THEN
    RAISE EXCEPTION 'this pgcrypto reckons SM3 otherwise';
  END IF;
  EXECUTE $f$CREATE FUNCTION sm3(message bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $q$ SELECT encode(digest(message, 'sm3'), 'hex') $q$ $f$;
EXCEPTION WHEN OTHERS THEN
  EXECUTE $f$CREATE FUNCTION sm3(message bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $q$ SELECT sm3_plain(message) $q$ $f$;
END $$;

-- ---- The chain
--
-- An entry of SM3: hash = lower-case hexadecimal SM3 of the netstrings, one after another, of
--   'sm3' · seq · prevHash · at · actor · action · subject · detail
-- each as the guards migration has it. The word in front keeps an entry from passing for one of the other kind.

ALTER TABLE "AuditEntry" ADD COLUMN "algorithm" TEXT NOT NULL DEFAULT 'sha256';
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_algorithm" CHECK (algorithm IN ('sha256', 'sm3'));

CREATE OR REPLACE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  -- Held until the transaction ends: the next writer sees this entry or its absence, never an entry that may vanish.
  PERFORM pg_advisory_xact_lock(7270736901);
  SELECT seq, hash INTO last FROM "AuditEntry" ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW."prevHash" := coalesce(last.hash, '');
  NEW.at := date_trunc('milliseconds', NEW.at);
  NEW.algorithm := 'sm3';
  NEW.hash := sm3(convert_to(
    netstring('sm3') || netstring(NEW.seq::text) || netstring(NEW."prevHash")
    || netstring(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || netstring(NEW.actor) || netstring(NEW.action) || netstring(NEW.subject) || netstring(NEW.detail::text),
    'UTF8'));
  RETURN NEW;
END $$;
