import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address';

describe('an address', () => {
  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '223.255.255.255', '2606:4700::1111', '2a00:1450::1'])(
    'is public: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this host', ['0.0.0.0', '127.0.0.1', '127.255.255.254', '::1', '::']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fd00::1', 'fc00::1', 'fec0::1']],
    ['link-local, where clouds keep credentials', ['169.254.169.254', 'fe80::1', 'fd00:ec2::254']],
    ['a carrier’s', ['100.64.0.1', '100.127.255.255']],
    ['a cloud’s own, though it looks public', ['168.63.129.16']],
    ['multicast, broadcast or reserved', ['224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', 'ff02::1']],
    [
      'for tests and documentation',
      ['192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ],
    [
      'IPv4 in other clothes',
      ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1', '::ffff:0:7f00:1'],
    ],
    ['a tunnel to somewhere', ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::', '192.88.99.1']],
    ['none', ['', 'localhost', '1.1.1', '0x7f.1', '2130706433', '[::1]', 'fe80::1%eth0']],
  ])('is not public, but %s: %j', (_what, addresses) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
});
