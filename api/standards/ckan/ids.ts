/** A package's name is its resource's id; its UUID holds the same 80 bits, so that either leads to the resource. */

const RESOURCE = /^r[0-9a-f]{20}$/;
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{2})0{10}$/;

/** Of version 8 (RFC 9562): made by our own rule. */
export function packageId(resource: string): string {
  const bits = resource.slice(1);
  return `${bits.slice(0, 8)}-${bits.slice(8, 12)}-8${bits.slice(12, 15)}-8${bits.slice(15, 18)}-${bits.slice(18, 20)}0000000000`;
}

/** The resource's id, of a package's name or UUID; undefined for what is neither. */
export function resourceOf(nameOrId: string): string | undefined {
  if (RESOURCE.test(nameOrId)) return nameOrId;
  const bits = UUID.exec(nameOrId.toLowerCase())?.slice(1).join('');
  return bits === undefined ? undefined : `r${bits}`;
}
