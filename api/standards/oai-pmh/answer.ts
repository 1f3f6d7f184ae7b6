/** What each verb answers, and the one envelope of all answers. */
import { type XmlNode, xmlDocument } from '../xml.ts';
import { type Asked, argumentsOf } from './arguments.ts';
import { datestamp, GRANULARITY } from './dates.ts';
import { OaiError } from './error.ts';
import { METADATA_FORMATS } from './formats.ts';
import { list } from './lists.ts';
import { entryOf, record } from './records.ts';
import type { Repository } from './repository.ts';
import { setsOf } from './sets.ts';

const NAMESPACE = 'http://www.openarchives.org/OAI/2.0/';

async function identify({ catalogue, address, contact, now }: Repository): Promise<XmlNode> {
  const [first] = await catalogue.changes({ changedAt: new Date(0).toISOString(), id: '' }, 1, {});
  return {
    repositoryName: '汇目 Huimu',
    baseURL: address,
    protocolVersion: '2.0',
    adminEmail: contact,
    earliestDatestamp: datestamp(first?.changedAt ?? new Date(now).toISOString()),
    deletedRecord: 'persistent',
    granularity: GRANULARITY,
    compression: ['gzip', 'br'],
  };
}

async function existing({ catalogue, namespace }: Repository, identifier: string) {
  const id = entryOf(namespace, identifier);
  const stored = id === undefined ? undefined : await catalogue.get(id);
  if (stored === undefined) throw new OaiError('idDoesNotExist', 'No record has that identifier');
  return stored;
}

async function verbAnswer(repository: Repository, { verb, given }: Asked): Promise<XmlNode> {
  switch (verb) {
    case 'Identify':
      return identify(repository);
    case 'ListMetadataFormats':
      if (given.identifier !== undefined) await existing(repository, given.identifier);
      return {
        metadataFormat: Object.entries(METADATA_FORMATS).map(([metadataPrefix, { schema, namespace }]) => ({
          metadataPrefix,
          schema,
          metadataNamespace: namespace,
        })),
      };
    case 'ListSets':
      if (given.resumptionToken !== undefined)
        throw new OaiError('badResumptionToken', 'The list of sets comes whole');
      return { set: (await setsOf(repository)).map(({ spec, name }) => ({ setSpec: spec, setName: name })) };
    case 'GetRecord': {
      const stored = await existing(repository, given.identifier as string);
      const format = METADATA_FORMATS[given.metadataPrefix as string];
      if (format === undefined)
        throw new OaiError('cannotDisseminateFormat', 'No such format: see ListMetadataFormats');
      return { record: record(repository.namespace, stored, format, repository) };
    }
    default:
      return list(repository, verb, given);
  }
}

/** The whole answer to a request's pairs of arguments, errors of the protocol among them. */
export async function oaiAnswer(repository: Repository, pairs: URLSearchParams): Promise<string> {
  const envelope = (request: XmlNode, content: { [name: string]: XmlNode }): string =>
    xmlDocument({
      'OAI-PMH': {
        '@xmlns': NAMESPACE,
        '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        '@xsi:schemaLocation': `${NAMESPACE} ${NAMESPACE}OAI-PMH.xsd`,
        responseDate: datestamp(new Date(repository.now).toISOString()),
        request,
        ...content,
      },
    });
  let asked: Asked | undefined;
  try {
    asked = argumentsOf(pairs);
    const content = await verbAnswer(repository, asked);
    return envelope(requestOf(repository, asked), { [asked.verb]: content });
  } catch (error) {
    if (!(error instanceof OaiError)) throw error;
    // Arguments that are none are not said again.
    const said = asked === undefined || error.code === 'badArgument' ? undefined : asked;
    return envelope(requestOf(repository, said), {
      error: { '@code': error.code, '#': error.message },
    });
  }
}

const requestOf = ({ address }: Repository, asked: Asked | undefined): XmlNode => ({
  ...(asked === undefined ? {} : { '@verb': asked.verb }),
  ...Object.fromEntries(Object.entries(asked?.given ?? {}).map(([name, value]) => [`@${name}`, value])),
  '#': address,
});
