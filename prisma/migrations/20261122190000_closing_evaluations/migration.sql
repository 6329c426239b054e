-- What an earlier wording says of places whose tasks wait for it: recorded, and no alert rises from it.
ALTER TABLE "RuleEvaluation" DROP CONSTRAINT "RuleEvaluation_trigger";
ALTER TABLE "RuleEvaluation" ADD CONSTRAINT "RuleEvaluation_trigger" CHECK (trigger IN ('publish', 'schedule', 'closing'));
