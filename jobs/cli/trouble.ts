/** The command was called wrongly: exit code 2. The message names the remedy. */
export class UsageError extends Error {}

/** Something outside the program stands in the way (port, disk, database, file): exit code 1. The message names the remedy. */
export class Trouble extends Error {}
