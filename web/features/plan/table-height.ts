/** The table takes what the tiles and the notes leave, and never less than eight rows. */
export const TABLE_HEIGHT = 'max(340px, calc(100dvh - 580px))'
