/** The language of an answer: `lang` in the query, else Accept-Language, else Chinese. */
import type { FastifyRequest } from 'fastify';

export type Language = 'zh' | 'en';

export function languageOf(request: Pick<FastifyRequest, 'query' | 'headers'>): Language {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  if (asked === 'zh' || asked === 'en') return asked;
  return preferred(request.headers['accept-language'] ?? '');
}

/** RFC 9110 §12.5.4: the range with the highest weight of those that we have. */
function preferred(header: string): Language {
  let best: { language: Language; weight: number } = { language: 'zh', weight: 0 };
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'zh' && language !== 'en') continue;
    const stated = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
    const weight = stated === undefined ? 1 : Number(stated);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}
