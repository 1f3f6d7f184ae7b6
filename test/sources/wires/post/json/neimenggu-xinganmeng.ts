/** Xing'an League (sheet 12): a token in a cookie must come back in a header, and changes as one goes along. */
import { identifier, type SampledThing } from '../../../thing.ts';
import {
  type Answer,
  html,
  isJson,
  json,
  jsonBody,
  notAllowed,
  page,
  unsupported,
  type Wire,
  whole,
} from '../../../wire.ts';

const PATH = '/api/v1/manager/resource/public/';
/** List requests after which another token is given out. */
const LASTS = 2;

const detail = (thing: SampledThing) => ({
  id: thing.id,
  name: thing.title,
  description: thing.description,
  subjectName: thing.themes[0] ?? null,
  deptName: thing.publisher,
  releaseTime: thing.issued,
  updateTime: thing.modified,
});

export const xinganmeng: Wire = (asked, listing) => {
  const fresh = identifier('uuid', `xsrf ${Math.floor(listing.views / LASTS)}`);
  const withToken = (answer: Answer): Answer => ({
    ...answer,
    headers: { 'set-cookie': `XSRF-TOKEN=${fresh}; Path=/` },
  });
  if (asked.path === '/')
    return withToken(html('other', page('兴安盟公共信息资源开放平台', '<div id="app"></div>')));
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'pageData' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  const token = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(asked.headers.cookie ?? '')?.[1];
  if (token === undefined || asked.headers['x-xsrf-token'] !== token)
    return json(kind, { code: 403, message: 'Invalid CSRF Token', data: null }, 403);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    const body = jsonBody(asked.body) ?? {};
    const size = Math.min(50, Math.max(1, whole(body.length, 10)));
    const number = Math.max(1, whole(body.pageNum, 1));
    const data = listing.slice((number - 1) * size, size).map(({ id, title }) => ({ id, name: title }));
    return withToken(json('list', { code: 0, data: { pages: Math.ceil(listing.total / size), data } }));
  }
  if (!call.startsWith('dataResource/')) return undefined;
  const thing = listing.get(decodeURIComponent(call.slice('dataResource/'.length)));
  return json('detail', thing ? { code: 0, data: detail(thing) } : { code: 404, message: '资源不存在' });
};
