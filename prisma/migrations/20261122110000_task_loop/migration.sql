-- The whole way of a task: drafts, checks, 挂起, 督办, 延期, relapses, parts, checklists, comments, templates, settings of the clocks.

ALTER TABLE "Task"
  ADD COLUMN "movedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "clockFrom" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "round" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "pausedAt" TIMESTAMPTZ(3),
  ADD COLUMN "pausedSeconds" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "suspendedFrom" TEXT,
  ADD COLUMN "supervision" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "escalation" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "extensionBy" TEXT,
  ADD COLUMN "extensionUntil" TIMESTAMPTZ(3),
  ADD COLUMN "relapses" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "approvedBy" TEXT,
  ADD COLUMN "approvedAt" TIMESTAMPTZ(3),
  ADD COLUMN "archivedAt" TIMESTAMPTZ(3),
  ADD COLUMN "recoveryState" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "recovery" JSONB,
  ADD COLUMN "parentId" TEXT,
  ADD COLUMN "part" TEXT,
  ADD COLUMN "batch" TEXT,
  ADD COLUMN "checklist" JSONB;

-- Tasks that stood before: their clocks count from their dispatch, their history ends with its latest event.
UPDATE "Task" SET "clockFrom" = "dispatchedAt",
  "movedAt" = coalesce((SELECT max(at) FROM "TaskEvent" e WHERE e."taskId" = "Task".id), "dispatchedAt");

ALTER TABLE "TaskEvent" ADD COLUMN "detail" JSONB;

CREATE INDEX "Task_parentId_idx" ON "Task"("parentId");
CREATE INDEX "Task_batch_idx" ON "Task"("batch");
ALTER TABLE "Task" ADD CONSTRAINT "Task_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "TaskComment" (
    "id" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mentions" TEXT[],
    "idempotencyKey" TEXT NOT NULL,

    CONSTRAINT "TaskComment_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "TaskComment_idempotencyKey_key" ON "TaskComment"("idempotencyKey");
CREATE INDEX "TaskComment_taskId_idx" ON "TaskComment"("taskId");
ALTER TABLE "TaskComment" ADD CONSTRAINT "TaskComment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "TaskTemplate" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "instruction" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "TaskTemplate_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "TaskTemplate_name_key" ON "TaskTemplate"("name");

CREATE TABLE "ClockVersion" (
    "version" SERIAL NOT NULL,
    "value" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClockVersion_pkey" PRIMARY KEY ("version")
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "TaskComment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ClockVersion" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "TaskComment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "ClockVersion" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE "Task" DROP CONSTRAINT "Task_state";
ALTER TABLE "TaskEvent" DROP CONSTRAINT "TaskEvent_after";
ALTER TABLE "Task" ADD CONSTRAINT "Task_state" CHECK (state IN
  ('drafted', 'dispatched', 'signed', 'checking', 'handling', 'fedBack', 'verifying', 'suspended', 'closed', 'archived', 'aborted'));
ALTER TABLE "TaskEvent" ADD CONSTRAINT "TaskEvent_after" CHECK (after IN
  ('drafted', 'dispatched', 'signed', 'checking', 'handling', 'fedBack', 'verifying', 'suspended', 'closed', 'archived', 'aborted'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_supervision" CHECK (supervision IN ('none', 'plain', 'yellow', 'red'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_recoveryState" CHECK ("recoveryState" IN ('none', 'waiting', 'recovered'));
ALTER TABLE "Task" ADD CONSTRAINT "Task_suspended" CHECK ((state = 'suspended') = ("suspendedFrom" IS NOT NULL));
ALTER TABLE "Task" ADD CONSTRAINT "Task_extension" CHECK (("extensionBy" IS NULL) = ("extensionUntil" IS NULL));
ALTER TABLE "Task" ADD CONSTRAINT "Task_part" CHECK (part IN ('sub', 'assist') AND "parentId" IS NOT NULL OR part IS NULL AND "parentId" IS NULL);
ALTER TABLE "Task" ADD CONSTRAINT "Task_counts" CHECK (round >= 0 AND "pausedSeconds" >= 0 AND escalation >= 0 AND relapses >= 0);
ALTER TABLE "TaskTemplate" ADD CONSTRAINT "TaskTemplate_level" CHECK (level IN ('I', 'II', 'III', 'IV'));
