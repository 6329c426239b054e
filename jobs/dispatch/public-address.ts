import { BlockList, isIP } from 'node:net'

/** Address blocks that lead back into the house, to this machine, or to nobody (IANA's special-purpose registries). */
const CLOSED: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const CLOSED_6: readonly (readonly [network: string, prefix: number])[] = [
  // This machine, nobody, and addresses that carry another inside them: the inner one could be closed.
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

const four = new BlockList()
for (const [network, prefix] of CLOSED) four.addSubnet(network, prefix, 'ipv4')
const six = new BlockList()
for (const [network, prefix] of CLOSED_6) six.addSubnet(network, prefix, 'ipv6')

/** Is this the address of a machine on the open internet? What is no address at all is none. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !four.check(address, 'ipv4')
    case 6:
      return !six.check(address, 'ipv6')
    default:
      return false
  }
}
