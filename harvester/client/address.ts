/**
 * Which addresses may be connected to. Harvested text names hosts, so a host may be anything: a literal inside
 * address, or a name that resolves to one, even only at the second look. Therefore the addresses judged are the
 * very ones that the socket connects to.
 */
import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { CodedError } from '../../config/errors/errors.ts';

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export const systemResolve: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/** Public by its range, yet answered inside the cloud: Azure's wire server. */
const METADATA = new Set(['168.63.129.16']);

/** Whether the address lies in the public internet; IPv4 in IPv6 is judged as what it stands for. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  return parsed.range() === 'unicast' && !METADATA.has(parsed.toString());
}

/** The address that a URL names literally, without brackets; undefined for a name. */
export function literalAddress(url: URL): string | undefined {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

/** Whether the URL itself says that it stays on this machine or net: a literal address or `localhost` (RFC 6761). */
export function namesAddress(url: URL): boolean {
  return literalAddress(url) !== undefined || /(^|\.)localhost\.?$/i.test(url.hostname);
}

/** For addresses that strangers name: what stands in no configuration may not stay inside. Throws `source.private-address`. */
export function requireOutside(address: string): void {
  const url = new URL(address);
  const literal = literalAddress(url);
  if (literal === undefined ? namesAddress(url) : !isPublicAddress(literal)) {
    throw privateAddress(url.hostname, literal ?? url.hostname);
  }
}

export function privateAddress(host: string, address: string): CodedError {
  const at = host === address ? host : `${host} (${address})`;
  return new CodedError(
    'source.private-address',
    `${at} 不是公网地址，未发出任何请求 / is not a public address; nothing was sent`,
    {
      hint: "if it is meant, name the address itself in the source's base, or route its origin in the settings",
    },
  );
}

/** A lookup for sockets over `resolve`; where `guarded`, only public addresses come out of it. */
export function socketLookup(resolve: Resolve, guarded: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const family = options.family === 4 || options.family === 6 ? options.family : undefined;
        const fitting = found.filter((each) => family === undefined || each.family === family);
        const open = guarded ? fitting.filter((each) => isPublicAddress(each.address)) : fitting;
        const first = open[0];
        if (first === undefined) {
          const inside = fitting[0]?.address;
          const error =
            inside === undefined
              ? Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
              : privateAddress(hostname, inside);
          callback(error, options.all ? [] : '');
        } else if (options.all) callback(null, open);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, options.all ? [] : ''),
    );
  };
}
