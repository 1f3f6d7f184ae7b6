/** The repository that answers: the catalogue under the name that its identifiers bear. */
import type { Catalogue } from '../../../index/port.ts';
import type { ApiContext } from '../../context.ts';
import type { Describing } from '../dcat/catalogue.ts';

export interface Repository extends Describing {
  catalogue: Catalogue;
  namespace: string;
  /** Records of one answer. */
  pageSize: number;
  /** The address of `/oai`. */
  address: string;
  contact: string;
}

/** The public address's host, for good; without one the installation's own name. */
export const namespaceOf = ({ publicUrl, instance }: Pick<ApiContext, 'publicUrl' | 'instance'>): string =>
  publicUrl === undefined ? encodeURIComponent(instance) : new URL(publicUrl).hostname;

/** The protocol wants a mailbox; where a page is named, whoever has the host has one (RFC 2142). */
export const mailboxOf = (contact: string | undefined, base: string): string =>
  contact !== undefined && !contact.includes('://') ? contact : `postmaster@${new URL(base).hostname}`;
