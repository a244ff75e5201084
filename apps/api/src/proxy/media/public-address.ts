import { BlockList, isIP } from 'node:net';

/*
 * Which addresses are public. IPv4 is public but for what the registry says is not; of IPv6 only global unicast is, but for what is
 * carved out of it: https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry, read 2026-11-25.
 */

const SPECIAL_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // Azure's own services, at a public address: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16/32',
];
// Protocol assignments with Teredo among them, documentation, 6to4, and documentation again. Mapped, NAT64 and local ones are outside of 2000::/3.
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = listOf('ipv4', SPECIAL_IPV4);
const globalUnicast = listOf('ipv6', ['2000::/3']);
const carvedOut = listOf('ipv6', SPECIAL_IPV6);

/** Whether an IP address is one that anybody on the internet can reach. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !carvedOut.check(address, 'ipv6');
    default:
      return false;
  }
}

function listOf(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
