/** OAI-PMH 2.0: six verbs, by GET and POST, errors by the book, lists that are whole over restarts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  childOf,
  childrenOf,
  elements,
  textIn,
  type XmlElement,
} from '../../adapters/formats/xml/element.ts';
import { parseXml } from '../../adapters/formats/xml/parse.ts';
import type { StoredEntry } from '../../index/stored.ts';
import { entryOf } from '../index/entries.ts';
import { engines } from './engines.ts';
import { at, type Published, publish } from './published.ts';

describe.each(await engines())('over $name', (engine) => {
  let published: Published;
  let all: StoredEntry[];
  beforeAll(async () => {
    published = await publish({ engine, settings: { oaiPage: 7 } });
    all = await published.all();
  });
  afterAll(() => published.close());

  type Arguments = Record<string, string>;

  async function ask(given: Arguments | string, post = false): Promise<XmlElement> {
    const query = typeof given === 'string' ? given : new URLSearchParams(given).toString();
    const answer = post
      ? await fetch(`${published.base}/oai`, {
          method: 'POST',
          body: query,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      : await fetch(`${published.base}/oai?${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    return parseXml(await answer.text(), published.base);
  }

  const said = (root: XmlElement, ...path: string[]): string | undefined =>
    textIn(path.reduce<XmlElement | undefined>((node, name) => node && childOf(node, name), root));
  const errorOf = (root: XmlElement) => childOf(root, 'error')?.attributes.code;

  interface Listed {
    id: string;
    deleted: boolean;
    date: string;
    sets: string[];
  }

  const listedIn = (root: XmlElement, verb: string): Listed[] => {
    const list = childOf(root, verb);
    if (list === undefined) return [];
    const headers =
      verb === 'ListRecords'
        ? childrenOf(list, 'record').map((each) => childOf(each, 'header')!)
        : childrenOf(list, 'header');
    return headers.map((header) => ({
      id: decodeURIComponent(textIn(childOf(header, 'identifier'))!.replace(/^oai:huimu-test:/, '')),
      deleted: header.attributes.status === 'deleted',
      date: textIn(childOf(header, 'datestamp'))!,
      sets: childrenOf(header, 'setSpec').map((set) => textIn(set)!),
    }));
  };

  async function walk(verb: 'ListRecords' | 'ListIdentifiers', given: Arguments, between = async () => {}) {
    const found: Listed[] = [];
    const cursors: string[] = [];
    let size: string | undefined;
    for (let next: Arguments | undefined = given; next !== undefined; ) {
      const root = await ask({ verb, ...next });
      found.push(...listedIn(root, verb));
      const token = childOf(childOf(root, verb)!, 'resumptionToken');
      if (token !== undefined) {
        cursors.push(token.attributes.cursor!);
        size = token.attributes.completeListSize;
      }
      const written = textIn(token);
      next = written === undefined ? undefined : { resumptionToken: written };
      if (next !== undefined) await between();
    }
    return { found, cursors, size };
  }

  const ids = (found: Listed[]) => found.map(({ id, deleted }) => `${deleted ? '-' : ''}${id}`);
  const expected = (wanted: (stored: StoredEntry) => boolean = () => true) =>
    all.filter(wanted).map(({ entry, removedAt }) => `${removedAt === null ? '' : '-'}${entry.id}`);

  describe('lists', () => {
    it.each(['ListRecords', 'ListIdentifiers'] as const)(
      'are whole, tombstones by name: %s',
      async (verb) => {
        const { found, cursors, size } = await walk(verb, { metadataPrefix: 'oai_dc' });
        expect(ids(found)).toEqual(expected());
        expect(cursors).toEqual(cursors.map((_, page) => String(page * 7)));
        expect(Number(size)).toBe(all.length);
        expect(found.filter(({ deleted }) => deleted)).toHaveLength(3);
      },
    );

    it('go on after a restart, each token on its own', async () => {
      const { found } = await walk('ListRecords', { metadataPrefix: 'dcat' }, () => published.restart());
      expect(ids(found)).toEqual(expected());
    });

    it('lose nothing of what changes while they are gone through', async () => {
      const own = await publish({ engine, count: 3, settings: { oaiPage: 3 } });
      const before = published;
      published = own;
      try {
        let changes = 0;
        const change = async () => {
          changes += 1;
          if (changes > 2) return;
          await own.put(
            20 + changes,
            entryOf('guilin', 'both', { title: `停车场 ${changes}`, spatial: { code: '450300' } }),
          );
          await own.huimu.catalogue.refresh();
        };
        const { found } = await walk('ListRecords', { metadataPrefix: 'oai_dc' }, change);
        const now = (await own.all()).map(({ entry }) => entry.id);
        expect(new Set(found.map(({ id }) => id))).toEqual(new Set(now));
        expect(found.at(-1)).toMatchObject({ id: 'guilin:both' });
      } finally {
        published = before;
        await own.close();
      }
    });

    it('are of a set, a span of days or of seconds', async () => {
      const of = async (given: Arguments) =>
        ids((await walk('ListIdentifiers', { metadataPrefix: 'oai_dc', ...given })).found);
      expect(await of({ set: 'source:guilin' })).toEqual(expected(({ entry }) => entry.source === 'guilin'));
      expect(await of({ set: 'mode:sharing' })).toEqual(expected(({ entry }) => entry.mode === 'sharing'));
      expect(await of({ set: 'region:450000' })).toEqual(
        expected(({ entry }) => entry.spatial.code.startsWith('45')),
      );
      expect(await of({ set: 'region:450000:450300' })).toEqual(
        expected(({ entry }) => entry.spatial.code === '450300'),
      );
      const second = (minute: number) => `${at(minute).slice(0, 19)}Z`;
      expect(await of({ from: second(2) })).toEqual(expected(({ changedAt }) => changedAt >= at(2)));
      expect(await of({ from: second(1), until: second(1) })).toEqual(
        expected(({ changedAt }) => changedAt === at(1)),
      );
      expect(await of({ from: second(10), set: 'source:guangxi' })).toEqual(['-guangxi:gone']);
      expect(await of({ from: '2026-05-01', until: '2026-05-01' })).toEqual(expected());
    });

    it('say sets and dates in headers', async () => {
      const { found } = await walk('ListIdentifiers', { metadataPrefix: 'oai_dc' });
      const parking = found.find(({ id }) => id === 'guilin:both');
      expect(parking).toMatchObject({
        sets: ['region:450000', 'region:450000:450300', 'mode:opening', 'source:guilin'],
        date: '2026-05-01T00:00:00Z',
      });
    });
  });

  describe('verbs', () => {
    it('Identify', async () => {
      const root = await ask({ verb: 'Identify' });
      expect(elements(childOf(root, 'Identify')!).map(({ name }) => name)).toEqual([
        'repositoryName',
        'baseURL',
        'protocolVersion',
        'adminEmail',
        'earliestDatestamp',
        'deletedRecord',
        'granularity',
        'compression',
        'compression',
      ]);
      expect(said(root, 'Identify', 'earliestDatestamp')).toBe('2026-05-01T00:00:00Z');
      expect(said(root, 'Identify', 'adminEmail')).toBe('admin@huimu.example');
      expect(childOf(root, 'request')?.attributes).toMatchObject({ verb: 'Identify' });
      expect(said(root, 'request')).toBe(`${published.base}/oai`);
    });

    it('ListSets: what something living is in, by name', async () => {
      const root = await ask({ verb: 'ListSets' });
      const sets = childrenOf(childOf(root, 'ListSets')!, 'set').map((set) => [
        said(set, 'setSpec'),
        said(set, 'setName'),
      ]);
      expect(sets).toContainEqual(['region:450000:450300', '桂林']);
      expect(sets).toContainEqual(['mode:sharing', '共享']);
      expect(sets).toContainEqual(['source:guangzhou', '广州市公共数据开放平台']);
    });

    it('GetRecord in every format, of a tombstone too; by POST alike', async () => {
      for (const { entry, removedAt } of all) {
        const identifier = `oai:huimu-test:${encodeURIComponent(entry.id)}`;
        for (const metadataPrefix of ['oai_dc', 'dcat']) {
          const given = { verb: 'GetRecord', identifier, metadataPrefix };
          const root = await ask(given, true);
          const record = childOf(childOf(root, 'GetRecord')!, 'record')!;
          expect(childOf(record, 'header')?.attributes.status).toBe(
            removedAt === null ? undefined : 'deleted',
          );
          expect(childOf(record, 'metadata') === undefined).toBe(removedAt !== null);
        }
      }
      const given = {
        verb: 'GetRecord',
        identifier: 'oai:huimu-test:guilin%3Aboth',
        metadataPrefix: 'oai_dc',
      };
      const dc = elements(
        childOf(childOf(childOf(await ask(given), 'GetRecord')!, 'record')!, 'metadata')!,
      )[0]!;
      expect(said(dc, 'title')).toBe('停车场信息');
      expect(said(dc, 'publisher')).toBe('桂林市交通运输局');
      expect(said(dc, 'coverage')).toBe('广西桂林');
    });

    it('ListMetadataFormats, of all and of one', async () => {
      const asked: Arguments[] = [{}, { identifier: 'oai:huimu-test:guilin%3Aboth' }];
      for (const given of asked) {
        const root = await ask({ verb: 'ListMetadataFormats', ...given });
        const formats = childrenOf(childOf(root, 'ListMetadataFormats')!, 'metadataFormat');
        expect(formats.map((format) => said(format, 'metadataPrefix'))).toEqual(['oai_dc', 'dcat']);
      }
    });
  });

  describe('errors are answers', () => {
    const token = (over: (unknown | undefined)[] = []) => {
      const fields = [1, 'ListRecords', 'oai_dc', null, null, null, at(0), '', 0, 9, Date.now()];
      return Buffer.from(JSON.stringify(fields.map((field, place) => over[place] ?? field))).toString(
        'base64url',
      );
    };
    it.each<[string, string]>([
      ['', 'badVerb'],
      ['verb=Nonsense', 'badVerb'],
      ['verb=Identify&verb=Identify', 'badVerb'],
      ['verb=Identify&set=x', 'badArgument'],
      ['verb=ListRecords', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=yesterday', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00Z', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=oai_dc&set=colour:red', 'badArgument'],
      ['verb=ListRecords&metadataPrefix=marc', 'cannotDisseminateFormat'],
      [
        'verb=GetRecord&metadataPrefix=marc&identifier=oai:huimu-test:guilin%253Aboth',
        'cannotDisseminateFormat',
      ],
      ['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:huimu-test:guilin%253Anone', 'idDoesNotExist'],
      ['verb=GetRecord&metadataPrefix=oai_dc&identifier=guilin:both', 'idDoesNotExist'],
      ['verb=ListMetadataFormats&identifier=x', 'idDoesNotExist'],
      ['verb=ListRecords&metadataPrefix=oai_dc&until=2020-01-01', 'noRecordsMatch'],
      ['verb=ListRecords&metadataPrefix=oai_dc&set=region:110000', 'noRecordsMatch'],
      ['verb=ListRecords&resumptionToken=nonsense', 'badResumptionToken'],
      ['verb=ListSets&resumptionToken=nonsense', 'badResumptionToken'],
      [`verb=ListIdentifiers&resumptionToken=${token()}`, 'badResumptionToken'],
      [`verb=ListRecords&resumptionToken=${token([2])}`, 'badResumptionToken'],
      [`verb=ListRecords&resumptionToken=${token([1, 'ListRecords', 'marc'])}`, 'badResumptionToken'],
      [
        `verb=ListRecords&resumptionToken=${token([...Array(10), Date.now() - 25 * 3_600_000])}`,
        'badResumptionToken',
      ],
      ['verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc', 'badArgument'],
    ])('%s: %s', async (query, code) => {
      const roots = [await ask(query), await ask(query, true)];
      expect(roots.map(errorOf)).toEqual([code, code]);
      const { attributes } = childOf(roots[0]!, 'request')!;
      if (/bad(Verb|Argument)/.test(code)) expect(Object.keys(attributes)).toEqual([]);
      else expect(attributes.verb).toBeTruthy();
    });

    it('takes a token that is still good', async () => {
      expect(errorOf(await ask(`verb=ListRecords&resumptionToken=${token()}`))).toBeUndefined();
    });
  });
});
