import { openApi } from '../../../../server/indicators/openapi'

export const dynamic = 'force-static'

/** The description of the interface. It holds no number and is open to everyone. */
export function GET(): Response {
  return Response.json(openApi())
}
