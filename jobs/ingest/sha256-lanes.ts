/**
 * SHA-256's compression function (FIPS 180-4, 6.2) on four blocks at a time, as WebAssembly with 128-bit lanes: the database's own is
 * plain C, and one call a value into Node's costs more than the hash. Lane n of every vector belongs to the n-th block.
 *
 * The module is written out here, instruction by instruction, because the function is nothing but 64 rounds of the same few.
 */
export interface Sha256Lanes {
  /** Memory of the module as 32-bit words: vector i of an area begins at word `area / 4 + 4 * i`. */
  readonly words: Uint32Array
  /** Areas are byte addresses: 16 vectors of message, 8 of state, 8 of result. The result may overlap the message. */
  readonly compress: (message: number, state: number, result: number) => void
}

/** As much of WebAssembly's interface as is needed: the compiler's library for Node does not describe it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
}

/** First 32 bits of the fractional parts of the square roots of the first eight primes. */
export const INITIAL: readonly number[] = fractions(8, Math.sqrt)
const ROUND: readonly number[] = fractions(64, Math.cbrt)

/** Compiled once a process. */
let compiled: object | undefined

export function sha256Lanes(): Sha256Lanes {
  compiled ??= new WebAssembly.Module(moduleBytes())
  const { exports } = new WebAssembly.Instance(compiled)
  const { memory, compress } = exports
  if (!(memory instanceof WebAssembly.Memory) || typeof compress !== 'function')
    throw new Error('The module of SHA-256 does not export what it should.')
  return { words: new Uint32Array(memory.buffer), compress: compress as Sha256Lanes['compress'] }
}

/** A double holds a root below 18 with more than the 37 bits that are needed of it. */
function fractions(count: number, root: (of: number) => number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32))
}

// Opcodes (WebAssembly Core Specification 2.0, 5.4).
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const vector = (code: number) => [0xfd, ...unsigned(code)]
const LOAD = 0
const STORE = 11
const CONST = 12
const OR = vector(80)
const XOR = vector(81)
const SELECT = vector(82)
const LEFT = vector(171)
const RIGHT = vector(173)
const ADD = vector(174)
const V128 = 0x7b
const I32 = 0x7f

/** Locals: three parameters, then a to h, then the sixteen words of the message schedule in turn, then one for a round's sum. */
const [MESSAGE, STATE, RESULT] = [0, 1, 2] as const
const variable = (round: number, name: number) => 3 + ((name - (round % 8) + 8) % 8)
const word = (t: number) => 11 + (t % 16)
const SUM = 27

function compression(): number[] {
  const code: number[] = []
  for (let i = 0; i < 8; i++) code.push(...get(STATE), ...access(LOAD, 16 * i), ...set(3 + i))
  for (let i = 0; i < 16; i++) code.push(...get(MESSAGE), ...access(LOAD, 16 * i), ...set(word(i)))
  for (let t = 0; t < 64; t++) {
    if (t >= 16)
      code.push(
        ...get(word(t)),
        ...mixed(word(t - 15), [7, 18], 3),
        ...ADD,
        ...get(word(t - 7)),
        ...ADD,
        ...mixed(word(t - 2), [17, 19], 10),
        ...ADD,
        ...set(word(t)),
      )
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, name) => variable(t, name)) as [
      ...[number, number, number, number, number, number, number, number],
    ]
    code.push(
      ...[...get(h), ...mixed(e, [6, 11, 25]), ...ADD],
      ...[...get(f), ...get(g), ...get(e), ...SELECT, ...ADD],
      ...[...vector(CONST), ...fourTimes(ROUND[t] ?? 0), ...ADD],
      ...[...get(word(t)), ...ADD, ...set(SUM)],
      ...[...get(d), ...get(SUM), ...ADD, ...set(d)],
      // The majority of a, b and c: where a and b differ it is c, else b.
      ...[...get(SUM), ...mixed(a, [2, 13, 22]), ...ADD],
      ...[...get(c), ...get(b), ...get(a), ...get(b), ...XOR, ...SELECT, ...ADD, ...set(h)],
    )
  }
  for (let i = 0; i < 8; i++)
    code.push(
      ...get(RESULT),
      ...get(variable(64, i)),
      ...get(STATE),
      ...access(LOAD, 16 * i),
      ...ADD,
      ...access(STORE, 16 * i),
    )
  return code
}

/** Rotations to the right, and a shift where the function has one, combined by exclusive or. */
function mixed(local: number, rotations: readonly number[], shift?: number): number[] {
  const parts = rotations.map((by) => [
    ...get(local),
    ...number(by),
    ...RIGHT,
    ...get(local),
    ...number(32 - by),
    ...LEFT,
    ...OR,
  ])
  if (shift !== undefined) parts.push([...get(local), ...number(shift), ...RIGHT])
  return parts.flatMap((part, at) => (at === 0 ? part : [...part, ...XOR]))
}

function access(code: number, offset: number): number[] {
  return [...vector(code), 4, ...unsigned(offset)]
}

/** `i32.const` of a number below 64. */
function number(value: number): number[] {
  return [0x41, value]
}

function fourTimes(value: number): number[] {
  const bytes = [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]
  return [...bytes, ...bytes, ...bytes, ...bytes]
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content]
  const name = (text: string) => [text.length, ...Buffer.from(text)]
  const body = [1, 25, V128, ...compression(), 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('compress'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ])
}
