import { POSTURE_STATES } from '@cockpit/domain/posture/posture'
import { z } from 'zod'

/** What the database may hold; its checks say the same. */
export const StoredPostureState = z.enum(POSTURE_STATES)
