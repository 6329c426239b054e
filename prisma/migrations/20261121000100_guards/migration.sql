-- What the schema language cannot say: history is only ever appended, the audit is a chain, and words come from their sets.

-- ---- Append-only

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AlertEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "TaskEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "Evidence" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "AlertEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "TaskEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "Evidence" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---- The audit chain
--
-- hash = lower-case hexadecimal sha256 of the netstrings, one after another, of
--   seq · prevHash · at · actor · action · subject · detail
-- where the netstring of a text is its length in UTF-8 bytes, a colon, the text and a comma ("3:abc,"), `at` is UTC as
-- 2026-11-21T08:05:09.123Z, and detail is PostgreSQL's own text of the jsonb value. The first entry has an empty prevHash.
-- seq is given here and not by the sequence: without gaps, and in the order of the chain.

CREATE FUNCTION netstring(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT octet_length(convert_to(value, 'UTF8'))::text || ':' || value || ','
$$;

CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  -- Held until the transaction ends: the next writer sees this entry or its absence, never an entry that may vanish.
  PERFORM pg_advisory_xact_lock(7270736901);
  SELECT seq, hash INTO last FROM "AuditEntry" ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW."prevHash" := coalesce(last.hash, '');
  NEW.at := date_trunc('milliseconds', NEW.at);
  NEW.hash := encode(sha256(convert_to(
    netstring(NEW.seq::text) || netstring(NEW."prevHash")
    || netstring(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || netstring(NEW.actor) || netstring(NEW.action) || netstring(NEW.subject) || netstring(NEW.detail::text),
    'UTF8')), 'hex');
  RETURN NEW;
END $$;

CREATE TRIGGER chain BEFORE INSERT ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION chain_audit();

-- ---- Words from their sets (domain/task, domain/alert, domain/territory)

ALTER TABLE "Alert" ADD CONSTRAINT "Alert_state" CHECK (state IN ('open', 'dispatched', 'falseAlarm', 'closed'));
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_level" CHECK (level IN ('I', 'II', 'III', 'IV'));
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_after" CHECK (after IN ('open', 'dispatched', 'falseAlarm', 'closed'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_state" CHECK (state IN ('dispatched', 'signed', 'fedBack', 'closed', 'aborted'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_level" CHECK (level IN ('I', 'II', 'III', 'IV'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_clocks" CHECK ("dispatchedAt" <= "signBy" AND "signBy" <= "feedbackBy" AND "feedbackBy" <= "closeBy");
ALTER TABLE "Task" ADD CONSTRAINT "Task_revision" CHECK (revision >= 0);
ALTER TABLE "TaskEvent" ADD CONSTRAINT "TaskEvent_after" CHECK (after IN ('dispatched', 'signed', 'fedBack', 'closed', 'aborted'));
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_bytes" CHECK (bytes = octet_length(content) AND bytes BETWEEN 1 AND 10485760);
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_sha256" CHECK (sha256 = encode(sha256(content), 'hex'));
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_level" CHECK (level IN ('I', 'II', 'III', 'IV'));
ALTER TABLE "Area" ADD CONSTRAINT "Area_level" CHECK (level IN ('province', 'city', 'county'));
ALTER TABLE "ImportRun" ADD CONSTRAINT "ImportRun_state"
  CHECK (state IN ('received', 'staging', 'validating', 'publishing', 'published', 'duplicate', 'failed'));
