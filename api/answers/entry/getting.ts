/** How an offer is got, step by step: by download, interface, application, or an operator at a price. */
import type { z } from 'zod';
import type { Label } from '../../../config/words.ts';
import type { EntryAnswer } from '../../schemas/entry.ts';
import { STEPS, THE_OPERATOR, type Way } from './getting-steps.ts';

type Offer = Pick<z.infer<typeof EntryAnswer>, 'entry' | 'source'>;
type Entry = Offer['entry'];

/** The narrowest gate first: what is authorised or shared is not got by a download that stands beside it. */
function wayOf({ mode, openness, kind, distributions }: Entry): Way {
  if (mode === 'authorised-operation') return 'operation';
  if (mode === 'sharing') return 'sharing';
  if (openness?.class === 'on-application' || openness?.class === 'conditional') return 'application';
  if (kind === 'api') return 'api';
  const direct = distributions.some(({ downloadUrl }) => /^https?:\/\//i.test(downloadUrl ?? ''));
  return direct ? 'download' : 'page';
}

/** In each step, the parties are named as the offer names them. */
export function gettingOf({ entry, source }: Offer): { way: Way; steps: Label[] } {
  const way = wayOf(entry);
  const operators = entry.operators ?? (entry.operator === undefined ? [] : [entry.operator]);
  const named = operators.map(({ name }) => name);
  const publisher = entry.publisher?.name ?? source.title;
  const filled = (text: string, operator: string): string =>
    text.replace(/\{(source|publisher|operator)\}/g, (_, party: string) =>
      party === 'source' ? source.title : party === 'publisher' ? publisher : operator,
    );
  return {
    way,
    steps: STEPS[way].map(({ zh, en }) => ({
      zh: filled(zh, named.join('、') || THE_OPERATOR.zh),
      en: filled(en, named.join(', ') || THE_OPERATOR.en),
    })),
  };
}
