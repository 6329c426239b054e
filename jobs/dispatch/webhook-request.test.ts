import { createHmac } from 'node:crypto'
import { NoticeChannels, type Webhook } from '@cockpit/domain/notice/channels'
import { describe, expect, test } from 'vitest'
import { postJson } from './outbound'
import { isPublicAddress } from './public-address'
import { robotError, webhookRequest } from './webhook-request'

const NOW = new Date('2026-11-22T02:00:00.789Z')
const message = {
  key: 'alert:1:raise:webhook:x',
  level: 'I',
  title: '标题',
  text: '正文',
  link: 'https://c.example/alerts/1',
  createdAt: NOW,
}
const hook = (change: Partial<Webhook>): Webhook => {
  const [made] = NoticeChannels.parse({
    baseUrl: 'https://c.example',
    webhooks: [
      {
        ...{ id: 'x', name: 'x', kind: 'signed', url: 'https://h.example/r?access_token=k', levels: ['I'] },
        grant: { role: 'leader', territory: { kind: 'area', code: '330000' }, sensitivity: 'aggregate' },
        ...change,
      },
    ],
  }).webhooks
  if (!made) throw new Error('one was given')
  return made
}

describe('signatures', () => {
  test('signed JSON: the receiver works the signature out from the header and the bytes it got', () => {
    const { body, headers } = webhookRequest(hook({ secret: 'between us' }), message, NOW)
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['cockpit-signature'] ?? '') ?? []
    expect(seconds).toBe('1795312800')
    expect(createHmac('sha256', 'between us').update(`${seconds}.${body}`).digest('hex')).toBe(signature)
    expect(headers['idempotency-key']).toBe(message.key)
    expect(JSON.parse(body)).toEqual({ ...message, createdAt: NOW.toISOString() })
  })

  test('DingTalk: the sign is of timestamp, line feed and secret, and survives the address', () => {
    const { url, body } = webhookRequest(hook({ kind: 'dingtalk', secret: 'SEC+/=' }), message, NOW)
    const query = new URL(url).searchParams
    const timestamp = String(NOW.getTime())
    expect(query.get('timestamp')).toBe(timestamp)
    expect(query.get('access_token')).toBe('k')
    expect(query.get('sign')).toBe(createHmac('sha256', 'SEC+/=').update(`${timestamp}\nSEC+/=`).digest('base64'))
    expect(JSON.parse(body)).toMatchObject({
      msgtype: 'text',
      text: { content: expect.stringContaining('标题\n正文') },
    })
  })

  test('WeCom: the key is in the address alone; two attempts carry the same number', () => {
    const [first, second] = [NOW, new Date(NOW.getTime() + 60_000)].map((at) =>
      webhookRequest(hook({ kind: 'wecom' }), message, at),
    )
    expect(first).toEqual(second)
    expect(first?.body).toMatch(/#[0-9a-f]{8}"/)
  })

  test('a robot that answers 200 with a code has not taken it', () => {
    expect(robotError('{"errcode":0,"errmsg":"ok"}')).toBeNull()
    expect(robotError('{"errcode":310000,"errmsg":"sign not match"}')).toBe('errcode 310000: sign not match')
    for (const odd of ['', '{}', 'null', '<html>', '"0"']) expect(robotError(odd)).not.toBeNull()
  })
})

describe('addresses', () => {
  test.each([
    ['8.8.8.8', true],
    ['2400:3200::1', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::127.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['localhost', false],
    ['', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })

  const list = (entry: object) => NoticeChannels.parse({ baseUrl: 'https://c.example', allow: [entry] }).allow
  const resolving = (...addresses: string[]) =>
    ((_: string, __: object, callback: (error: null, all: object[]) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      )) as unknown as Parameters<typeof postJson>[4]

  test('a listed name that resolves into the house is refused, also when one of several does', async () => {
    const allow = list({ host: 'h.example' })
    for (const answer of [['127.0.0.1'], ['10.0.0.5'], ['8.8.8.8', '192.168.0.1']])
      await expect(postJson('https://h.example/', '{}', {}, allow, resolving(...answer))).rejects.toThrow(/private/)
  })

  test('a listed literal address of the house is refused unless it is listed as private', async () => {
    const allow = list({ host: '127.0.0.1', port: 9, scheme: 'http' })
    await expect(postJson('http://127.0.0.1:9/', '{}', {}, allow)).rejects.toThrow(/private/)
    await expect(
      postJson('http://[::1]:9/', '{}', {}, list({ host: '[::1]', port: 9, scheme: 'http' })),
    ).rejects.toThrow(/private/)
  })

  test('what is not listed is refused before anything is looked up', async () => {
    const never = (() => {
      throw new Error('looked up')
    }) as unknown as Parameters<typeof postJson>[4]
    await expect(postJson('https://other.example/', '{}', {}, list({ host: 'h.example' }), never)).rejects.toThrow(
      /not on the list: host-not-listed/,
    )
  })
})
