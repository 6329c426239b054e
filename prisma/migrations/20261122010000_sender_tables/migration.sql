-- Tables a sender was registered for; empty: those that its territory allows.

ALTER TABLE "SenderToken" ADD COLUMN "tables" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
