/** Commands about subscriptions and what was sent. */
import { Option } from 'commander';
import { OCCASIONS } from '../../../notices/occasions/kinds.ts';
import { DELIVERY_STATES } from '../../../notices/outbox/delivery.ts';
import { GROUPINGS } from '../../../notices/subscriptions/subscription.ts';
import { type Common, inHuimu } from '../acting.ts';
import type { SubscribeOptions } from '../notices/subscriptions.ts';
import { command, program } from './command.ts';

const notices = program.command('notices').description('订阅与通知 / subscriptions and notices');

command('list', '全部订阅 / all subscriptions', notices).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { showSubscriptions } = await import('../notices/subscriptions.ts');
    return showSubscriptions(huimu, terminal);
  }),
);

command('add', '新建订阅，签名密钥仅显示一次 / subscribe; the signing key is shown once', notices)
  .argument('<name>', '名称 / what you call it')
  .addOption(
    new Option('--occasion <occasion...>', '事项 / what is to be told')
      .choices([...OCCASIONS])
      .makeOptionMandatory(),
  )
  .option('--webhook <url>', '发往的地址 / where it goes')
  .option('--mail <address>', '或发往的邮箱 / or a mailbox')
  .option('--source <id...>', '来源，缺省为全部 / sources; all where absent')
  .option('--region <code...>', '地区的全部来源 / all sources of these places (GB/T 2260)')
  .option('--search <text>', '搜索的词语，用于 new-entries / words to search for')
  .addOption(new Option('--grouping <how>', '多久一次 / how often').choices([...GROUPINGS]).default('daily'))
  .action((name: string, options: Common & SubscribeOptions) =>
    inHuimu(options, async (huimu, terminal) => {
      const { addSubscription } = await import('../notices/subscriptions.ts');
      return addSubscription(huimu, name, options, terminal);
    }),
  );

command('remove', '结束一个订阅 / end a subscription', notices)
  .argument('<id>', '标识 / id')
  .action((id: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { removeSubscription } = await import('../notices/subscriptions.ts');
      return removeSubscription(huimu, id, terminal);
    }),
  );

command('deliveries', '发送记录 / what was sent', notices)
  .addOption(new Option('--state <state>', '状态 / state').choices([...DELIVERY_STATES]))
  .action((options: Common & { state?: (typeof DELIVERY_STATES)[number] }) =>
    inHuimu(options, async (huimu, terminal) => {
      const { showDeliveries } = await import('../notices/deliveries.ts');
      return showDeliveries(huimu, options.state, terminal);
    }),
  );

command('again', '再次发送已放弃的 / send again what was given up', notices)
  .argument('<id>', '发送的标识 / id of a delivery')
  .action((id: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { sendOneAgain } = await import('../notices/deliveries.ts');
      return sendOneAgain(huimu, id, terminal);
    }),
  );
