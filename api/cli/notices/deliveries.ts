/** `huimu notices deliveries | again`. */
import { type DeliveryState, deliveries, sendAgain } from '../../../notices/outbox/delivery.ts';
import { deliveryAnswer } from '../../answers/notices.ts';
import { actNow, unwritten } from '../../audit/act.ts';
import { commandLineUser } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const MOST_SHOWN = 200;

export async function showDeliveries(
  { catalogue }: Huimu,
  state: DeliveryState | undefined,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const { items } = await deliveries(catalogue, { state }, MOST_SHOWN);
  const shown = items.map(deliveryAnswer);
  if (terminal.json) terminal.out(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) terminal.note(say('没有这样的发送', 'There are no such deliveries'));
  else {
    terminal.out(
      table(
        [
          { title: say('标识', 'Id') },
          { title: say('生成', 'Made') },
          { title: say('发往', 'To'), most: 40 },
          { title: say('项', 'Items') },
          { title: say('次', 'Tries') },
          { title: say('状态', 'State') },
          { title: say('答复', 'Answer'), most: 50 },
        ],
        shown.map(({ id, sealedAt, to, items: told, attempts, state: stands }) => [
          ...[id, sealedAt.slice(0, 16), printable(to), String(told.length), String(attempts.length), stands],
          printable(attempts.at(-1)?.answer ?? ''),
        ]),
      ),
    );
  }
  return EXIT.ok;
}

/** Throws `delivery.unknown`, `delivery.not-dead`, and `audit.unwritten` where it is done and stands in no log. */
export async function sendOneAgain({ catalogue }: Huimu, id: string, terminal: Terminal): Promise<number> {
  const again = deliveryAnswer(await sendAgain(catalogue, id, Date.now()));
  const act = actNow({ by: commandLineUser(), act: 'send-again', refused: null, subject: id });
  await catalogue.record(act).catch((error: unknown) => {
    throw unwritten(act, error);
  });
  if (terminal.json) terminal.out(JSON.stringify(again));
  else terminal.out(terminal.say(`${id} 将由计划进程再次发送`, `The scheduler sends ${id} again`));
  return EXIT.ok;
}
