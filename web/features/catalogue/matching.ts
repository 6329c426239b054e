import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'

/** Indicators that contain every word of the text in a name, the id, the formula, the standard or the owner. */
export function matching(all: readonly IndicatorDefinition[], text: string): IndicatorDefinition[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((one) => {
    const said = [one.zh, one.en, one.id, one.formula.zh, one.formula.en, one.standard, one.owner]
      .join('\n')
      .toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
