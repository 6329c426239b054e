/*
 * Where rollups are kept: beside the data, in the engine that answers. Cube's official image keeps them in Cube Store and mounts
 * official/storage.js in the place of this file.
 */
export const EXTERNAL = false
