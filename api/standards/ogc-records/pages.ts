/** The pages around the records: landing, conformance, the one collection. */
import { TITLE } from '../dcat/catalogue.ts';
import { COLLECTION, GEOJSON, itemsAddress } from './record.ts';

const SPEC = 'http://www.opengis.net/spec';
const JSON_TYPE = 'application/json';

export const landing = (base: string) => ({
  title: TITLE.zh,
  description: TITLE.en,
  links: [
    { rel: 'self', href: `${base}/ogc`, type: JSON_TYPE },
    {
      rel: 'service-desc',
      href: `${base}/api/v1/openapi.json`,
      type: 'application/vnd.oai.openapi+json;version=3.1',
    },
    { rel: 'service-doc', href: `${base}/docs`, type: 'text/html' },
    { rel: 'conformance', href: `${base}/ogc/conformance`, type: JSON_TYPE },
    { rel: 'data', href: `${base}/ogc/collections`, type: JSON_TYPE },
  ],
});

export const conformance = () => ({
  conformsTo: [
    `${SPEC}/ogcapi-common-1/1.0/conf/core`,
    `${SPEC}/ogcapi-common-1/1.0/conf/json`,
    `${SPEC}/ogcapi-common-2/1.0/conf/collections`,
    `${SPEC}/ogcapi-features-1/1.0/conf/geojson`,
    `${SPEC}/ogcapi-records-1/1.0/conf/record-core`,
    `${SPEC}/ogcapi-records-1/1.0/conf/record-collection`,
    `${SPEC}/ogcapi-records-1/1.0/conf/json`,
  ],
});

export const collection = (base: string) => ({
  id: COLLECTION,
  type: 'Collection',
  itemType: 'record',
  title: TITLE.zh,
  description: TITLE.en,
  links: [
    { rel: 'self', href: `${base}/ogc/collections/${COLLECTION}`, type: JSON_TYPE },
    { rel: 'items', href: itemsAddress(base), type: GEOJSON },
  ],
});

export const collections = (base: string) => ({
  links: [{ rel: 'self', href: `${base}/ogc/collections`, type: JSON_TYPE }],
  collections: [collection(base)],
});
