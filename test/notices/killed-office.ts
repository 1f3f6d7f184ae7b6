/** A process that tells by a webhook and may be killed at any point. Prints a line when its receiver has answered. */
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { createOffice } from '../../notices/office.ts';
import { signingWith } from '../../notices/subscriptions/tokens.ts';
import { openWebhooks } from '../../notices/webhook/send.ts';
import { sourceOf } from './stage.ts';

const { path, origin, ahead, hold } = JSON.parse(process.argv[2] ?? '{}');
const catalogue = await openSqliteCatalogue({ path });
const clock = (): number => Date.now() + ahead;
const webhooks = openWebhooks({
  ...{ signing: signingWith('k'.repeat(32)), base: '', instance: 'huimu-test', inside: [origin], clock },
});
const office = createOffice({
  ...{ catalogue, sources: new Map([['a', sourceOf('a')]]), process: String(process.pid), clock },
  rightOf: async () => ({ role: 'admin', sources: [], regions: [] }),
  senders: {
    mail: webhooks.send,
    async webhook(delivery, subscription, signal) {
      const outcome = await webhooks.send(delivery, subscription, signal);
      process.stdout.write('answered\n');
      // Whoever kills it now finds it between sending and writing down.
      if (hold) await new Promise((resolve) => setTimeout(resolve, 60_000));
      return outcome;
    },
  },
  onError: ({ detail }) => process.stderr.write(`${detail}\n`),
});
await office.turn();
await office.close();
webhooks.close();
await catalogue.close();
process.stdout.write('done\n');
