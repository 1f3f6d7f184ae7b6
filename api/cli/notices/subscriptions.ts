/** `huimu notices list | add | remove`. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Occasion } from '../../../notices/occasions/kinds.ts';
import { endSubscription, subscriptions } from '../../../notices/subscriptions/keeping.ts';
import type { Grouping } from '../../../notices/subscriptions/subscription.ts';
import { subscriptionAnswer } from '../../answers/notices.ts';
import { commandLineUser } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { MakeSubscription } from '../../schemas/notices/subscription.ts';
import { meansOf } from '../../telling/means.ts';
import { ADMIN } from '../../telling/owners.ts';
import { subscribe } from '../../telling/subscribe.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const MOST_SHOWN = 1_000;

export interface SubscribeOptions {
  occasion: Occasion[];
  webhook?: string;
  mail?: string;
  source?: string[];
  region?: string[];
  search?: string;
  grouping: Grouping;
}

export async function showSubscriptions({ catalogue }: Huimu, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const { items } = await subscriptions(catalogue, undefined, MOST_SHOWN);
  const shown = items.map(subscriptionAnswer);
  if (terminal.json) terminal.out(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) terminal.note(say('还没有订阅', 'There are no subscriptions'));
  else {
    terminal.out(
      table(
        [
          { title: say('标识', 'Id') },
          { title: say('名称', 'Name'), most: 30 },
          { title: say('事项', 'Told'), most: 50 },
          { title: say('发往', 'To'), most: 40 },
          { title: say('多久', 'How often') },
          { title: say('状态', 'State') },
        ],
        shown.map(({ id, name, occasions, channel, grouping, state }) => [
          ...[id, printable(name), occasions.join(' '), printable(channel.to), grouping, state],
        ]),
      ),
    );
  }
  return EXIT.ok;
}

/** Throws `request.invalid`, naming what is wrong, and what `subscribe` throws. */
export async function addSubscription(
  { catalogue, sources, settings }: Huimu,
  name: string,
  { occasion, webhook, mail, source = [], region = [], search, grouping }: SubscribeOptions,
  terminal: Terminal,
): Promise<number> {
  const channel =
    webhook === undefined ? { kind: 'mail', address: mail ?? '' } : { kind: 'webhook', url: webhook };
  const asked = MakeSubscription.safeParse({
    ...{ name, occasions: occasion, sources: source, regions: region, grouping, channel },
    ...(search !== undefined && { search: { text: search } }),
  });
  if (!asked.success || (webhook !== undefined && mail !== undefined)) {
    const issue = asked.error?.issues[0];
    throw new CodedError(
      'request.invalid',
      issue ? `${issue.path.join('.')}: ${issue.message}` : '--webhook, --mail',
      {
        hint: '--webhook 或 --mail 二者取一；new-entries 须有 --search / one of --webhook and --mail; new-entries needs --search',
      },
    );
  }
  const telling = meansOf(settings, catalogue);
  const owner = { owner: ADMIN, right: { role: 'admin' as const, sources: [], regions: [] } };
  const { kept, secret } = await subscribe({ catalogue, sources, telling }, asked.data, owner, Date.now());
  const made = subscriptionAnswer(kept);
  terminal.out(terminal.json ? JSON.stringify({ made, secret }) : (secret ?? made.id));
  terminal.note(
    secret === null
      ? terminal.say('确认邮件将由计划进程发出', 'The scheduler sends a mail that asks for confirmation')
      : terminal.say('请立即保存，不会再次显示', 'Keep it now: it is not shown again'),
  );
  return EXIT.ok;
}

/** Throws `subscription.unknown`. */
export async function removeSubscription(
  { catalogue }: Huimu,
  id: string,
  terminal: Terminal,
): Promise<number> {
  const ended = subscriptionAnswer(await endSubscription(catalogue, id, 'removed', Date.now()));
  const by = commandLineUser();
  if (terminal.json) terminal.out(JSON.stringify(ended));
  else terminal.out(terminal.say(`已结束 ${id}（${by}）`, `${id} has ended (${by})`));
  return EXIT.ok;
}
