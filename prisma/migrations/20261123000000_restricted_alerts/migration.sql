-- Alerts of indicators of sensitivity `case`, and the tasks born from them, are for grants of that sensitivity alone.
-- What stands already stays as it is: null asks for what its place asks for.
ALTER TABLE "Alert" ADD COLUMN "sensitivity" TEXT;
ALTER TABLE "Task" ADD COLUMN "sensitivity" TEXT;
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_sensitivity_check" CHECK ("sensitivity" = 'case');
ALTER TABLE "Task" ADD CONSTRAINT "Task_sensitivity_check" CHECK ("sensitivity" = 'case');
