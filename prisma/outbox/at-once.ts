/** Due at once, whatever the clock of the machine that wrote it says: one that ran ahead and was set back delays nothing that waits. */
export const AT_ONCE = new Date(0)
