-- Names that senders write in the place of a registered facility, and what a person decided about them.

CREATE TABLE "InstitutionName" (
    "id" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "tables" TEXT[],
    "countyCode" TEXT,
    "rows" INTEGER NOT NULL,
    "lastBatch" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "facilityId" TEXT,
    "score" DOUBLE PRECISION,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "InstitutionName_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "InstitutionName_sender_text_key" ON "InstitutionName"("sender", "text");

CREATE INDEX "InstitutionName_state_lastSeenAt_idx" ON "InstitutionName"("state", "lastSeenAt");

ALTER TABLE "InstitutionName" ADD CONSTRAINT "InstitutionName_state" CHECK (state IN ('open', 'matched', 'dismissed'));
-- A decision names its facility, and nothing undecided does.
ALTER TABLE "InstitutionName" ADD CONSTRAINT "InstitutionName_decision" CHECK ((state = 'matched') = ("facilityId" IS NOT NULL));
