-- The life of an alert between its rise and its end: acknowledged, resting, inhibited by a silence, merged, graded anew.

ALTER TABLE "Alert"
  ADD COLUMN "nature" TEXT NOT NULL DEFAULT 'other',
  ADD COLUMN "cause" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "incident" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "inhibitedBy" TEXT,
  ADD COLUMN "mergedInto" TEXT,
  ADD COLUMN "acknowledgedAt" TIMESTAMPTZ(3),
  ADD COLUMN "acknowledgedBy" TEXT,
  ADD COLUMN "snoozedUntil" TIMESTAMPTZ(3);
ALTER TABLE "AlertEvent" ADD COLUMN "detail" JSONB;

-- Alerts of before get their incident as domain/alert/incident makes it; their nature stays unknown, which nothing inhibits.
UPDATE "Alert" SET "cause" = "ruleId" || coalesce('|' || nullif(detail->>'each', ''), '');
UPDATE "Alert" a SET "incident" = a."cause" || '@' || CASE
  WHEN a."facilityId" IS NOT NULL THEN a."areaCode"
  ELSE coalesce((SELECT parent FROM "Area" WHERE code = a."areaCode"), a."areaCode") END;

CREATE INDEX "Alert_incident_idx" ON "Alert"("incident");
CREATE INDEX "Alert_ruleId_state_idx" ON "Alert"("ruleId", "state");
CREATE INDEX "Alert_inhibitedBy_idx" ON "Alert"("inhibitedBy");
CREATE INDEX "Alert_mergedInto_idx" ON "Alert"("mergedInto");
CREATE INDEX "Alert_snoozedUntil_idx" ON "Alert"("snoozedUntil");

ALTER TABLE "Alert" DROP CONSTRAINT "Alert_state";
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_state"
  CHECK (state IN ('open', 'dispatched', 'falseAlarm', 'closed', 'inhibited', 'merged'));
ALTER TABLE "AlertEvent" DROP CONSTRAINT "AlertEvent_after";
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_after"
  CHECK (after IN ('open', 'dispatched', 'falseAlarm', 'closed', 'inhibited', 'merged'));
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_nature" CHECK (nature IN ('silence', 'drop', 'rise', 'other'));
-- What stands in for another is named, and only then.
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_inhibited" CHECK ((state = 'inhibited') = ("inhibitedBy" IS NOT NULL));
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_merged" CHECK ((state = 'merged') = ("mergedInto" IS NOT NULL));
