import { z } from 'zod'
import { gini, giniBand } from '../equity/gini'
import { agglomeration } from '../equity/hrad'
import { EquityError } from '../equity/share'
import { decomposeTheil, theil } from '../equity/theil'
import { field, method } from './method'

const Area = z
  .strictObject({
    name: field.text('the name of the area'),
    region: field.text('the region it belongs to').optional(),
    people: field.number('how many people, a number from 0'),
    resource: field.number('how much of the resource, a number from 0'),
    land: field.above('its land in km², above 0').optional(),
  })
  .refine((area) => area.people > 0 || area.resource === 0, {
    error: 'has some of the resource and nobody to use it; leave it out or correct people',
  })
  .refine((area) => area.people > 0 || area.land === undefined, {
    error: 'has land and no people; agglomeration needs both, so leave land out or correct people',
  })

/** Gini, Theil with its parts between and within regions, and agglomeration where land is given. */
export const equity = method({
  name: 'equity',
  title: { zh: '公平性：基尼系数、泰尔指数、卫生资源集聚度', en: 'Equity: Gini, Theil, agglomeration' },
  formula: {
    zh: 'G = 1 − Σ(X_k − X_{k−1})(Y_k + Y_{k−1})，按人均拥有量排序；T = Σ P_i ln(P_i ÷ Y_i)，分解为区域间与区域内；HRAD = (HR_i/HR) ÷ (A_i/A)',
    en: 'G = 1 − Σ(X_k − X_{k−1})(Y_k + Y_{k−1}), fewest per head first; T = Σ P_i ln(P_i ÷ Y_i), between and within regions; HRAD = (HR_i/HR) ÷ (A_i/A)',
  },
  source: 'Kakwani 1980；Theil 1967（自然对数）；卫生资源集聚度',
  refusals: [EquityError],
  input: z.strictObject({ areas: field.rows(Area, 'areas') }),
  example: {
    areas: [
      { name: 'A', region: 'west', people: 15, resource: 48, land: 12 },
      { name: 'B', region: 'west', people: 25, resource: 60, land: 20 },
      { name: 'C', region: 'east', people: 10, resource: 18, land: 32 },
      { name: 'D', region: 'east', people: 20, resource: 52, land: 7.2 },
      { name: 'E', region: 'east', people: 30, resource: 112, land: 4.8 },
    ],
  },
  work({ areas }) {
    const whole = gini(areas)
    const regions = areas.every((area) => area.region !== undefined)
    const parts = regions ? decomposeTheil(areas.map((area) => ({ ...area, region: area.region ?? '' }))) : null
    const land = areas.every((area) => area.land !== undefined)
    const degrees = land ? agglomeration(areas.map((area) => ({ ...area, land: area.land ?? 0 }))) : []
    const shown = (value: number) => (Number.isFinite(value) ? value : null)
    return {
      figures: {
        gini: whole,
        band: giniBand(whole),
        theil: shown(theil(areas)),
        ...(parts ? { theilBetween: shown(parts.between), theilWithin: shown(parts.within) } : {}),
      },
      tables: {
        areas: areas.map((area, place) => ({
          name: area.name,
          perHead: area.people === 0 ? null : area.resource / area.people,
          ...(degrees[place] ?? {}),
        })),
      },
      notes: [
        ...(Number.isFinite(theil(areas))
          ? []
          : [
              {
                zh: '有人口而没有资源的地区使泰尔指数为无穷大，此处留空',
                en: 'An area with people and none of the resource makes the Theil index infinite; it is left empty',
              },
            ]),
        ...(regions || areas.every((area) => area.region === undefined)
          ? []
          : [{ zh: '有地区未写区域，故不分解', en: 'Some areas name no region, so nothing is split' }]),
        ...(land || areas.every((area) => area.land === undefined)
          ? []
          : [{ zh: '有地区未写面积，故不计集聚度', en: 'Some areas have no land, so no agglomeration is given' }]),
      ],
    }
  },
})
