/** Headers that are the same on every answer, whatever its route. */
export function fixedHeaders(): { key: string; value: string }[] {
  return [
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'Referrer-Policy', value: 'same-origin' },
    { key: 'X-Frame-Options', value: 'DENY' },
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
    { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
    { key: 'Permissions-Policy', value: 'camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()' },
  ]
}

/**
 * Content policy of a page. No external origin is allowed unless the operator chose Mapbox by setting its token.
 * Inline styles are allowed because charts, the map and the component library place elements by style attributes;
 * scripts need the page's nonce.
 */
export function contentPolicy({ nonce, dev, mapbox }: { nonce: string; dev: boolean; mapbox: boolean }): string {
  const mapHosts = mapbox ? ' https://api.mapbox.com https://events.mapbox.com https://*.tiles.mapbox.com' : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' blob: data:${mapbox ? ' https://api.mapbox.com' : ''}`,
    "font-src 'self' data:",
    `connect-src 'self'${dev ? ' ws:' : ''}${mapHosts}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
