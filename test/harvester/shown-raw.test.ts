/** Kept records as they are shown: the source's words without its people, in whatever markup they stand. */
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../config/record.ts';
import { Source } from '../../config/registry/source.ts';
import { shownRaw, WITHHELD } from '../../harvester/shown-raw.ts';

const source = (wire: Record<string, unknown>) =>
  Source.parse({
    id: 'example-city',
    title: '示例市公共数据开放平台',
    kind: 'open-platform',
    mode: 'opening',
    region: '310000',
    home: 'https://data.example',
    harvest: {
      family: 'declared',
      base: 'https://data.example',
      options: {
        wire: {
          list: { request: { url: '{base}/list' }, paging: { size: 10 }, items: { select: 'data' } },
          ...wire,
        },
      },
    },
  });
const record = (
  text: string,
  mediaType: 'application/json' | 'text/html' = 'application/json',
): RawRecord => ({
  id: '1',
  parts: [{ role: 'row', mediaType, url: 'https://data.example/list', text }],
});
const JSON_ROW = source({ row: { id: 'id', keys: { lxr: 'contactName' } } });
const HTML_ROW = source({
  list: {
    request: { url: '{base}/list' },
    answer: { decode: ['html'] },
    paging: { size: 10 },
    items: { select: 'li' },
  },
  row: { id: 'a@href', fields: { title: 'a' }, labels: [{ each: 'p' }] },
});
const shown = async (of: Source | undefined, raw: RawRecord) => (await shownRaw(of, raw)).parts[0]?.text;

describe('a kept record', () => {
  it('is shown as it came where it names nobody', async () => {
    const text = '{ "id": "1",  "title": "停车场信息", "orgName": "市交通局", "phone": "0771-5595775" }';
    expect(await shown(JSON_ROW, record(text))).toBe(text);
  });

  it("loses the names under the source's own keys and under common ones, wherever they stand", async () => {
    const text = JSON.stringify({
      id: '1',
      title: '停车场',
      lxr: '顾炜',
      createUser: '施  乐',
      remark: '请找顾炜',
    });
    expect(await shown(JSON_ROW, record(text))).toBe(
      '{"id":"1","title":"停车场","lxr":"***","createUser":"***","remark":"请找***"}',
    );
  });

  it('keeps the lines of a contact and not who answers there', async () => {
    const text = '{"id":"1","title":"停车场","phone":"王科长 0771-5595775 转 13912345678"}';
    expect(await shown(JSON_ROW, record(text))).not.toMatch(/王科长|13912345678/);
    expect(await shown(JSON_ROW, record(text))).toContain('0771-5595775');
  });

  it('loses names and numbers in markup', async () => {
    const text =
      '<li><a href="1">停车场</a><p>联系人：<b>顾&nbsp;炜</b></p><p>简介：电话13912345678</p></li>';
    expect(await shown(HTML_ROW, record(text, 'text/html'))).not.toMatch(/顾|炜|13912345678/);
  });

  it('loses names that are written with escapes', async () => {
    expect(await shown(JSON_ROW, record('{"id":"1","title":"停车场","lxr":"\\u987e\\u709c"}'))).toBe(
      '{"id":"1","title":"停车场","lxr":"***"}',
    );
  });

  it('is withheld where a name cannot be found in the text it was read from', async () => {
    const text = '<li><a href="1">停车场</a><p>联系人：&#39038;&#28828;</p></li>';
    expect(await shown(HTML_ROW, record(text, 'text/html'))).toBe(WITHHELD);
  });

  it('is withheld where nobody can read it any more', async () => {
    expect(await shown(undefined, record('{"id":"1","lxr":"顾炜"}'))).toBe(WITHHELD);
    expect(await shown(JSON_ROW, record('no JSON'))).toBe(WITHHELD);
  });

  it('keeps an office that answers in its own name', async () => {
    const text = '{"id":"1","title":"停车场","orgName":"市交通局","lxr":"市交通局"}';
    expect(await shown(JSON_ROW, record(text))).toBe(text);
  });
});
