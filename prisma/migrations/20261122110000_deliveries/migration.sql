-- Telling people outside the house, and what each wants to be told.

CREATE TABLE "NoticePreference" (
  "userId" TEXT NOT NULL,
  "inboxLevels" TEXT[],
  "email" TEXT NOT NULL DEFAULT '',
  "emailLevels" TEXT[],
  "quietFrom" INTEGER,
  "quietUntil" INTEGER,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "NoticePreference_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "NoticePreference_levels" CHECK (
    "inboxLevels" <@ ARRAY['I', 'II', 'III', 'IV'] AND "emailLevels" <@ ARRAY['I', 'II', 'III', 'IV']),
  CONSTRAINT "NoticePreference_quiet" CHECK (
    ("quietFrom" IS NULL) = ("quietUntil" IS NULL)
    AND coalesce("quietFrom", 0) BETWEEN 0 AND 1439 AND coalesce("quietUntil", 0) BETWEEN 0 AND 1439)
);

CREATE TABLE "Delivery" (
  "id" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "receiver" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "link" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastError" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "settledAt" TIMESTAMPTZ(3),
  CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Delivery_channel" CHECK (channel IN ('email', 'webhook')),
  CONSTRAINT "Delivery_level" CHECK (level IN ('I', 'II', 'III', 'IV')),
  CONSTRAINT "Delivery_state" CHECK (state IN ('waiting', 'sent', 'dead', 'withdrawn')),
  CONSTRAINT "Delivery_settled" CHECK ((state = 'waiting') = ("settledAt" IS NULL))
);
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");
CREATE INDEX "Delivery_state_nextAttemptAt_idx" ON "Delivery"("state", "nextAttemptAt");
