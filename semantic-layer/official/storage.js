/*
 * Mounted over packs/storage.js where Cube's official image serves the packs: there rollups are kept in Cube Store.
 */
export const EXTERNAL = true
