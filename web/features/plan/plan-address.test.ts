import { expect, it } from 'vitest'
import { RESOURCES, VIEWS } from './model'
import { readPlanAddress, writePlanAddress } from './plan-address'

it('what is written is read back', () => {
  for (const view of VIEWS)
    for (const resource of RESOURCES)
      for (const area of [null, '330000'])
        expect(readPlanAddress(new URLSearchParams(writePlanAddress({ area, view, resource })))).toEqual({
          area,
          view,
          resource,
        })
})
it('what cannot be read falls back instead of failing', () =>
  expect(readPlanAddress(new URLSearchParams('area=zj&view=x&indicator=inpatient.cmi'))).toEqual({
    area: null,
    view: 'target',
    resource: 'resources.bedsPerThousand',
  }))
