-- A notice is kept in both languages and shown in the one its reader uses. What was told before stays as it was told.
ALTER TABLE "Notice" RENAME COLUMN "title" TO "titleZh";
ALTER TABLE "Notice" ADD COLUMN "titleEn" TEXT;
UPDATE "Notice" SET "titleEn" = "titleZh";
ALTER TABLE "Notice" ALTER COLUMN "titleEn" SET NOT NULL;
