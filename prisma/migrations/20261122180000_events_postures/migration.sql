-- Emergency events from the grassroots with their reporting chain, and the switch between routine and emergency.

CREATE TABLE "EmergencyEvent" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "infection" TEXT,
    "areaCode" TEXT NOT NULL,
    "facilityId" TEXT,
    "place" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "affected" INTEGER NOT NULL,
    "deaths" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "level" TEXT,
    "gradedAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "reportedBy" TEXT NOT NULL,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedBy" TEXT,
    "confirmedAt" TIMESTAMPTZ(3),
    "overAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "movedAt" TIMESTAMPTZ(3) NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "EmergencyEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "EmergencyEvent_kind" CHECK (kind IN ('infectious', 'unknownDisease', 'foodPoisoning', 'occupationalPoisoning', 'massCasualty', 'other')),
    CONSTRAINT "EmergencyEvent_infection" CHECK ((kind = 'infectious') = (infection IS NOT NULL) AND infection IN ('classA', 'otherClass')),
    CONSTRAINT "EmergencyEvent_state" CHECK (state IN ('reported', 'confirmed', 'ended', 'dismissed', 'withdrawn')),
    CONSTRAINT "EmergencyEvent_level" CHECK (level IN ('I', 'II', 'III', 'IV') AND "gradedAt" IS NOT NULL OR level IS NULL AND "gradedAt" IS NULL),
    CONSTRAINT "EmergencyEvent_counts" CHECK (affected >= 0 AND deaths BETWEEN 0 AND affected AND revision >= 0),
    CONSTRAINT "EmergencyEvent_confirmed" CHECK (("confirmedBy" IS NULL) = ("confirmedAt" IS NULL) AND "confirmedBy" <> "reportedBy"),
    CONSTRAINT "EmergencyEvent_over" CHECK (("overAt" IS NULL) = (state IN ('reported', 'confirmed')))
);
CREATE INDEX "EmergencyEvent_state_level_idx" ON "EmergencyEvent"("state", "level");
CREATE INDEX "EmergencyEvent_areaCode_idx" ON "EmergencyEvent"("areaCode");
CREATE INDEX "EmergencyEvent_facilityId_idx" ON "EmergencyEvent"("facilityId");

CREATE TABLE "EmergencyEventStep" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "doneAt" TIMESTAMPTZ(3) NOT NULL,
    "receiver" TEXT NOT NULL,
    "recordedBy" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EmergencyEventStep_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "EmergencyEventStep_step" CHECK (step IN ('county', 'countyGovernment', 'commissionAbove', 'city', 'province', 'stateCouncil'))
);
CREATE UNIQUE INDEX "EmergencyEventStep_eventId_step_key" ON "EmergencyEventStep"("eventId", "step");
ALTER TABLE "EmergencyEventStep" ADD CONSTRAINT "EmergencyEventStep_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "EmergencyEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "EmergencyEventEntry" (
    "id" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "detail" JSONB,
    "idempotencyKey" TEXT NOT NULL,

    CONSTRAINT "EmergencyEventEntry_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "EmergencyEventEntry_idempotencyKey_key" ON "EmergencyEventEntry"("idempotencyKey");
CREATE INDEX "EmergencyEventEntry_eventId_idx" ON "EmergencyEventEntry"("eventId");
ALTER TABLE "EmergencyEventEntry" ADD CONSTRAINT "EmergencyEventEntry_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "EmergencyEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "Posture" (
    "id" TEXT NOT NULL,
    "areaCode" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "approvedBy" TEXT,
    "approvedAt" TIMESTAMPTZ(3),
    "endAskedBy" TEXT,
    "endAskedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "review" TEXT,
    "reviewedBy" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "movedAt" TIMESTAMPTZ(3) NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Posture_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Posture_state" CHECK (state IN ('asked', 'inForce', 'ended', 'expired', 'declined', 'withdrawn', 'lapsed')),
    CONSTRAINT "Posture_reason" CHECK (length(btrim(reason)) > 0 AND "until" > "askedAt"),
    CONSTRAINT "Posture_two" CHECK (("approvedBy" IS NULL) = ("approvedAt" IS NULL) AND "approvedBy" <> "askedBy"),
    CONSTRAINT "Posture_approved" CHECK ((state IN ('inForce', 'ended', 'expired')) = ("approvedBy" IS NOT NULL)),
    CONSTRAINT "Posture_ended" CHECK (state <> 'ended' OR "endedBy" IS NOT NULL AND "endedBy" <> "endAskedBy" AND review IS NOT NULL)
);
CREATE INDEX "Posture_state_idx" ON "Posture"("state");
CREATE INDEX "Posture_areaCode_idx" ON "Posture"("areaCode");

CREATE TABLE "PostureEntry" (
    "id" TEXT NOT NULL,
    "postureId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "idempotencyKey" TEXT NOT NULL,

    CONSTRAINT "PostureEntry_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "PostureEntry_idempotencyKey_key" ON "PostureEntry"("idempotencyKey");
CREATE INDEX "PostureEntry_postureId_idx" ON "PostureEntry"("postureId");
ALTER TABLE "PostureEntry" ADD CONSTRAINT "PostureEntry_postureId_fkey" FOREIGN KEY ("postureId") REFERENCES "Posture"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Task" ADD COLUMN "eventId" TEXT, ADD COLUMN "emergencyClock" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "Task_eventId_idx" ON "Task"("eventId");
ALTER TABLE "Task" ADD CONSTRAINT "Task_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "EmergencyEvent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "EmergencyEventStep" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "EmergencyEventStep" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "EmergencyEventEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "EmergencyEventEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PostureEntry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "PostureEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A notice of what has no level: an event nobody has levelled yet, a posture.
ALTER TABLE "Notice" DROP CONSTRAINT "Notice_level";
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_level" CHECK (level IN ('', 'I', 'II', 'III', 'IV'));
ALTER TABLE "Delivery" DROP CONSTRAINT "Delivery_level";
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_level" CHECK (level IN ('', 'I', 'II', 'III', 'IV'));
