-- The inbox newest first, and the list of alerts gravest first: a page is read from the index, however many there are.
CREATE INDEX "Notice_userId_createdAt_id_idx" ON "Notice"("userId", "createdAt" DESC, "id");
CREATE INDEX "Alert_level_raisedAt_id_idx" ON "Alert"("level", "raisedAt" DESC, "id");
