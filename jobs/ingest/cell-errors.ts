/** What a spreadsheet writes in place of a value it could not compute. `#CALC!` also stands for a formula that nobody computed. */
export const CELL_ERRORS = [
  '#N/A',
  '#DIV/0!',
  '#REF!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#VALUE!',
  '#CALC!',
  '#SPILL!',
  '#GETTING_DATA',
] as const
