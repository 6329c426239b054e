-- 定时报表: what is made for whom and when, and what became of each.

CREATE TABLE "ScheduledReport" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "pausedReason" TEXT,
    "nextDueAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScheduledReport_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ScheduledReport_state" CHECK ("state" IN ('active', 'paused', 'removed'))
);

CREATE INDEX "ScheduledReport_state_nextDueAt_idx" ON "ScheduledReport"("state", "nextDueAt");

CREATE INDEX "ScheduledReport_owner_idx" ON "ScheduledReport"("owner");

CREATE TABLE "ScheduledReportVersion" (
    "reportId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ScheduledReportVersion_pkey" PRIMARY KEY ("reportId", "version")
);

CREATE TABLE "ScheduledReportRun" (
    "id" TEXT NOT NULL,
    "reportId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "recipient" TEXT NOT NULL,
    "trial" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "scope" JSONB,
    "facts" JSONB,
    "toldBy" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "ScheduledReportRun_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ScheduledReportRun_state" CHECK ("state" IN ('queued', 'made', 'sent', 'failed', 'refused')),
    CONSTRAINT "ScheduledReportRun_reason" CHECK (("state" IN ('failed', 'refused')) = ("reason" IS NOT NULL))
);

-- Exactly once: one due date for one recipient.
CREATE UNIQUE INDEX "ScheduledReportRun_reportId_dueAt_recipient_key" ON "ScheduledReportRun"("reportId", "dueAt", "recipient");

CREATE INDEX "ScheduledReportRun_state_nextAttemptAt_idx" ON "ScheduledReportRun"("state", "nextAttemptAt");

CREATE INDEX "ScheduledReportRun_recipient_createdAt_idx" ON "ScheduledReportRun"("recipient", "createdAt");

CREATE TABLE "ScheduledReportFile" (
    "runId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "keptUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScheduledReportFile_pkey" PRIMARY KEY ("runId")
);

CREATE INDEX "ScheduledReportFile_keptUntil_idx" ON "ScheduledReportFile"("keptUntil");

ALTER TABLE "ScheduledReportVersion" ADD CONSTRAINT "ScheduledReportVersion_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ScheduledReport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ScheduledReportRun" ADD CONSTRAINT "ScheduledReportRun_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "ScheduledReport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ScheduledReportFile" ADD CONSTRAINT "ScheduledReportFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ScheduledReportRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ScheduledReportVersion" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "ScheduledReportVersion" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
