CREATE TABLE "RuleChange" (
    "id" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "definition" JSONB,
    "version" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "proposedBy" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    CONSTRAINT "RuleChange_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RuleBacktest" (
    "id" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "changeId" TEXT,
    "definition" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "result" JSONB,
    "error" TEXT,
    "dataVersion" TEXT NOT NULL DEFAULT '',
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    CONSTRAINT "RuleBacktest_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RuleEvaluation" (
    "id" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "ruleVersion" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "trigger" TEXT NOT NULL,
    "lakeVersion" INTEGER NOT NULL,
    "dataVersion" TEXT NOT NULL,
    "fromStep" TEXT NOT NULL,
    "toStep" TEXT NOT NULL,
    "subjects" INTEGER NOT NULL,
    "fired" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    "notJudged" INTEGER NOT NULL,
    "raised" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "RuleEvaluation_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RuleHit" (
    "id" TEXT NOT NULL,
    "evaluationId" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "each" TEXT NOT NULL DEFAULT '',
    "step" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL DEFAULT '',
    "input" JSONB NOT NULL,
    "verdict" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "RuleHit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "KnownEvent" (
    "id" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "areaCode" TEXT NOT NULL,
    "facilityId" TEXT,
    "each" TEXT NOT NULL DEFAULT '',
    "firstDay" TEXT NOT NULL,
    "lastDay" TEXT NOT NULL,
    "noticed" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "addedBy" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "KnownEvent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "RuleChange_ruleId_state_decidedAt_idx" ON "RuleChange"("ruleId", "state", "decidedAt");
CREATE INDEX "RuleBacktest_ruleId_askedAt_idx" ON "RuleBacktest"("ruleId", "askedAt");
CREATE INDEX "RuleBacktest_state_idx" ON "RuleBacktest"("state");
CREATE INDEX "RuleEvaluation_ruleId_endedAt_idx" ON "RuleEvaluation"("ruleId", "endedAt");
CREATE INDEX "RuleHit_dedupeKey_idx" ON "RuleHit"("dedupeKey");
CREATE INDEX "RuleHit_ruleId_subject_each_step_idx" ON "RuleHit"("ruleId", "subject", "each", "step");
CREATE INDEX "RuleHit_evaluationId_idx" ON "RuleHit"("evaluationId");
CREATE INDEX "KnownEvent_indicator_idx" ON "KnownEvent"("indicator");
ALTER TABLE "RuleHit" ADD CONSTRAINT "RuleHit_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "RuleEvaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Words from their sets (prisma/rules).
ALTER TABLE "RuleChange" ADD CONSTRAINT "RuleChange_kind" CHECK (kind IN ('define', 'switchOff', 'switchOn'));
ALTER TABLE "RuleChange" ADD CONSTRAINT "RuleChange_state" CHECK (state IN ('draft', 'published', 'withdrawn'));
ALTER TABLE "RuleChange" ADD CONSTRAINT "RuleChange_definition" CHECK ((kind = 'define') = (definition IS NOT NULL));
-- Four eyes, whatever the program does: nobody lets a change of their own stand.
ALTER TABLE "RuleChange" ADD CONSTRAINT "RuleChange_second_person" CHECK (state <> 'published' OR ("decidedBy" IS NOT NULL AND "decidedBy" <> "proposedBy"));
ALTER TABLE "RuleBacktest" ADD CONSTRAINT "RuleBacktest_state" CHECK (state IN ('queued', 'running', 'done', 'failed'));
ALTER TABLE "RuleEvaluation" ADD CONSTRAINT "RuleEvaluation_trigger" CHECK (trigger IN ('publish', 'schedule'));
ALTER TABLE "RuleHit" ADD CONSTRAINT "RuleHit_state" CHECK (state IN ('fires', 'calm', 'held', 'not-judged'));

-- What an alert stands on is only ever appended: it must be there, unchanged, when the alert is replayed.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "RuleEvaluation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "RuleHit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "RuleEvaluation" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "RuleHit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
