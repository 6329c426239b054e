-- What people write beside a line of figures.

CREATE TABLE "ChartNote" (
    "id" TEXT NOT NULL,
    "indicator" TEXT,
    "areaCode" TEXT NOT NULL,
    "facilityId" TEXT,
    "fromDay" DATE NOT NULL,
    "toDay" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "author" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChartNote_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ChartNote_span" CHECK ("toDay" >= "fromDay"),
    CONSTRAINT "ChartNote_text" CHECK (length(btrim("text")) BETWEEN 1 AND 500)
);

CREATE INDEX "ChartNote_areaCode_fromDay_idx" ON "ChartNote"("areaCode", "fromDay");

CREATE INDEX "ChartNote_facilityId_fromDay_idx" ON "ChartNote"("facilityId", "fromDay");
