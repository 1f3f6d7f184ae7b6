/** Commands about keys of the API. */
import { Option } from 'commander';
import { ROLES } from '../../access/roles.ts';
import type { MakeKeyOptions } from '../access/keys.ts';
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import { command, program } from './command.ts';

const keys = program.command('keys').description('接口密钥 / keys of the API');

command('list', '全部密钥（不含密钥本身）/ all keys, without their secrets', keys).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { showKeys } = await import('../access/keys.ts');
    return showKeys(huimu, terminal);
  }),
);

command('make', '生成密钥，仅显示一次 / make a key, which is shown once', keys)
  .argument('<name>', '名称：谁用、做什么 / whose it is, what for')
  .addOption(new Option('--role <role>', '角色 / role').choices([...ROLES]).makeOptionMandatory())
  .option('--source <id...>', '来源管理员所管的来源 / sources of a source-admin')
  .option('--region <code...>', '或其所管地区的全部来源 / or all sources of these places (GB/T 2260)')
  .option('--days <count>', '有效天数，缺省为长期 / good for so many days; for ever where absent')
  .action((name: string, options: Common & MakeKeyOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedKey, makeOneKey } = await import('../access/keys.ts');
      const asked = askedKey(name, options);
      return withHuimu((huimu) => makeOneKey(huimu, asked, terminal))(settings, terminal);
    }),
  );

command('revoke', '吊销密钥，其会话随即失效 / revoke a key, and end its sessions', keys)
  .argument('<id>', '标识 / id')
  .action((id: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { revokeOneKey } = await import('../access/keys.ts');
      return revokeOneKey(huimu, id, terminal);
    }),
  );
