/** `judging`: a rule reads the cells, no screen does; only small cells are hidden from it, not those hidden with them. */
export type Reader = 'showing' | 'judging'
