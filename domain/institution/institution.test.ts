import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { organisationCode, plainCode } from './code'
import { InstitutionDirectory } from './directory'
import { parseInstitutionName, placeNames } from './name'
import { readNumeral } from './numeral'

const DIVISIONS = ['甲省', '乙州市', '丙城区', '丁山县', '戊江市', '己水区']
const PLACES = placeNames(DIVISIONS)
const parse = (text: string) => parseInstitutionName(text, PLACES)

describe('a numeral in a name', () => {
  it.each([
    ['一', 1],
    ['十', 10],
    ['十三', 13],
    ['二十', 20],
    ['一百零三', 103],
    ['一一七', 117],
    ['零九四', 94],
    ['094', 94],
    ['117', 117],
  ])('%s is %i', (text, value) => expect(readNumeral(text)).toBe(value))

  it('is nothing else', () => {
    for (const text of ['', '医', '十医', '12345', '一医']) expect(readNumeral(text), text).toBeNull()
  })
})

describe('a name taken apart', () => {
  it('puts divisions, number and what is left aside from one another', () => {
    expect(parse('乙州市丙城区第二人民医院').names).toMatchObject([
      { places: ['乙州', '丙城'], ordinal: 2, core: '人民医院', branch: null },
    ])
  })

  it('does not take 市立, 县级 or a bare place for a division', () => {
    expect(parse('乙州市立医院').names[0]).toMatchObject({ places: ['乙州'], core: '市立医院' })
    expect(parse('丁山县').names[0]).toMatchObject({ places: [], core: '丁山县' })
  })

  it('knows a former name, a second name in brackets and a branch in brackets', () => {
    const { names, former } = parse('乙州市第一医院（原名：乙州铁路医院）（东院区）（乙州市红十字医院、乙州急救中心）')
    expect(names.map(({ full }) => full)).toEqual([
      '乙州市第一医院',
      '乙州铁路医院',
      '乙州市红十字医院',
      '乙州急救中心',
    ])
    expect([...former].map(({ full }) => full)).toEqual(['乙州铁路医院'])
    expect(names[0]?.branch).toBe('东')
  })

  it('leaves a bracket that is part of a company alone', () => {
    expect(parse('己水铝业（集团）有限公司职工医院').names.map(({ full }) => full)).toEqual([
      '己水铝业有限公司职工医院',
    ])
  })

  it('parts two names written one behind the other, but not a branch or an affiliated hospital', () => {
    expect(parse('乙州市第六人民医院乙州市职业病防治院').names).toHaveLength(2)
    expect(parse('乙州中心医院平湖分院').names).toMatchObject([{ core: '中心医院', branch: '平湖' }])
    expect(parse('乙州市第一人民医院分院').names).toMatchObject([{ ordinal: 1, branch: '' }])
    expect(parse('甲省中医院大学附属第二医院').names).toHaveLength(1)
  })

  it('keeps every character of what it was given in its names, whatever it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'乙州市第一二人民医院分附属大学（）()、中心丁山县')), (characters) => {
        const text = characters.join('')
        for (const { full } of parse(text).names)
          expect(text.normalize('NFKC').replace(/[()、]/g, '')).toContain(full[0] ?? '')
      }),
    )
  })
})

describe('a code', () => {
  it('is one code in any writing', () => expect(plainCode(' 47000123－5 ')).toBe('470001235'))

  it('carries the organisation code inside the codes of GB 32100 and WS 218', () => {
    expect(organisationCode('12330000470001235K')).toBe('470001235')
    expect(organisationCode('4700012353301021110A10')).toBe('470001235')
    expect(organisationCode('47000123-5')).toBe('470001235')
    expect(organisationCode('47000123-4')).toBeNull()
    expect(organisationCode('D-DEMO-0001')).toBeNull()
  })
})

describe('the register', () => {
  const register = new InstitutionDirectory(
    [
      { id: 'A', name: '乙州市第一人民医院', countyCode: '990101', codes: ['12330000470001235K'] },
      { id: 'B', name: '乙州市第二人民医院', countyCode: '990101', otherNames: ['乙州铁路医院（原名）'] },
      { id: 'C', name: '丁山县人民医院', countyCode: '990102' },
      { id: 'D', name: '丁山县中医院', countyCode: '990102' },
      { id: 'E', name: '乙州市丙城区第一人民医院', countyCode: '990103' },
      { id: 'F', name: '乙州市康宁医院', countyCode: '990101' },
    ],
    DIVISIONS,
  )
  const first = (name: string, more: { code?: string; countyCode?: string } = {}) => register.match({ name, ...more })

  it('finds the same name in another writing, and says that it is clear', () => {
    for (const name of ['乙州第一人民医院', '乙州市第1人民医院', '甲省乙州市第一人民医院', '乙州市第一人民医院 ']) {
      const answer = first(name)
      expect(answer.candidates[0]?.id, name).toBe('A')
      expect(answer.clear, name).toBe(true)
    }
  })

  it('never takes the second for the first, the traditional for the general, one county for another', () => {
    expect(first('乙州市第二人民医院').candidates[0]?.id).toBe('B')
    expect(first('乙州市第三人民医院').clear).toBe(false)
    expect(first('丁山县中医医院').candidates[0]?.id).toBe('D')
    expect(first('戊江市人民医院').clear).toBe(false)
    expect(first('丙城区第一人民医院').candidates[0]?.id).toBe('E')
  })

  it('offers a branch as a candidate with its reason, but not as clear', () => {
    for (const name of ['乙州市康宁医院东院区', '乙州市康宁医院（东院区）', '乙州市康宁医院分院']) {
      const answer = first(name)
      expect(answer.candidates[0], name).toMatchObject({ id: 'F', reasons: expect.arrayContaining(['branch']) })
      expect(answer.clear, name).toBe(false)
    }
  })

  it('puts the same code above any likeness of the name', () => {
    expect(first('完全不同的名字', { code: '47000123-5' }).candidates[0]).toMatchObject({
      id: 'A',
      score: 1,
      reasons: ['same-code'],
    })
    expect(first('12330000470001235K').candidates[0]?.id).toBe('A')
  })

  it('believes the county less than the name, and says when they disagree', () => {
    const there = first('乙州市康宁医院', { countyCode: '990102' })
    expect(there.candidates[0]).toMatchObject({ id: 'F', reasons: expect.arrayContaining(['other-county']) })
    expect(there.clear).toBe(false)
    expect(first('乙州市康宁医院', { countyCode: '990101' }).clear).toBe(true)
  })

  it('answers nothing rather than a guess for what is not in it', () => {
    expect(first('').candidates).toEqual([])
    expect(first('庚辛科技有限公司').candidates).toEqual([])
  })

  it('scores a registered name with 1 and lies within 0 and 1 for anything', () => {
    for (const id of ['A', 'C', 'D', 'F']) {
      const name = { A: '乙州市第一人民医院', C: '丁山县人民医院', D: '丁山县中医院', F: '乙州市康宁医院' }[id] ?? ''
      expect(first(name).candidates[0]).toMatchObject({ id, score: 1 })
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { score } of first(text).candidates) expect(score >= 0 && score <= 1).toBe(true)
      }),
    )
  })
})
