const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const programme = process.env.COCKPIT_BROWSER ? { executablePath: process.env.COCKPIT_BROWSER } : {}

/** A device without a GPU: maps are drawn plain, as they are there, and a page costs a fifth of what it does with WebGL in software. */
export const plain = { ...programme, args: [...QUIET, '--disable-gpu', '--disable-3d-apis'] }

/** For `test.use({ launchOptions: webgl })` at the top of a file whose subject is a map: WebGL, drawn in software where there is no GPU. */
export const webgl = {
  ...programme,
  args: [
    ...QUIET,
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    // Only the maps need it: ordinary page content is drawn faster without a GPU that is not there.
    '--disable-gpu-rasterization',
  ],
}
