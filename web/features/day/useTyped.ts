import { useState } from 'react'
import type { TypedField } from './typed-field'

/**
 * A text field for a value with one way of writing. What is written so is taken at once; what is written otherwise, when the field is left. What
 * cannot be read stays for its writer to correct, is marked, and is no value.
 * @param isWritten is it written the one way?
 * @param read the value somebody meant; null where there is none
 */
export function useTyped(
  { value, onChange, status, ...field }: TypedField,
  isWritten: (text: string) => boolean,
  read: (text: string) => string | null,
) {
  const [text, setText] = useState(value)
  const [given, setGiven] = useState(value)
  const [left, setLeft] = useState(true)
  if (value !== given) {
    setGiven(value)
    // A value from outside replaces the text; one's own, or none while something unreadable stands there, does not.
    if (value !== '' ? value !== read(text) : isWritten(text)) setText(value)
  }
  const take = (next: string) => {
    if (next !== value) {
      setGiven(next)
      onChange(next)
    }
  }
  const finish = () => {
    setLeft(true)
    const meant = read(text)
    if (meant !== null) setText(meant)
    take(meant ?? '')
  }
  const wrong = left && text.trim() !== '' && read(text) === null
  return {
    ...field,
    value: text,
    status: wrong ? ('error' as const) : status,
    'aria-invalid': wrong || status === 'error' || undefined,
    onChange: ({ target }: { target: { value: string } }) => {
      setLeft(false)
      setText(target.value)
      if (target.value === '' || isWritten(target.value)) take(target.value)
    },
    onBlur: finish,
    onPressEnter: finish,
  }
}
