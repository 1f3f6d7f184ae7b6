/** `huimu sources operation`: the ledger of authorised operation, by place, agency and operator. */
import { operationAnswer } from '../../answers/operation.ts';
import type { Huimu } from '../../compose.ts';
import type { OperationLedgerAnswer } from '../../schemas/figures/operation.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

export interface OperationOptions {
  region?: string;
  agency?: string;
  operator?: string;
  rows?: string;
}

export async function operation(
  huimu: Huimu,
  { region, agency, operator, rows = '20' }: OperationOptions,
  terminal: Terminal,
): Promise<number> {
  const { language, say, out } = terminal;
  const found = await operationAnswer(
    huimu.catalogue,
    huimu.sources,
    {
      text: '',
      filters: {
        ...(agency && { implementingAgency: [agency] }),
        ...(operator && { operator: [operator] }),
      },
      ...(region && { region }),
      size: Math.min(100, Math.max(1, Number(rows) || 20)),
    },
    Date.now(),
  );
  if (terminal.json) {
    out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const heads = [
    { title: say('资源', 'Resources'), right: true },
    { title: say('已登记', 'Registered'), right: true },
    { title: say(`已披露 ${found.year}`, `Disclosed ${found.year}`), right: true },
    { title: say('要素齐全', 'Complete'), right: true },
    { title: say('产品和服务', 'Products'), right: true },
  ];
  type Figures = Pick<
    OperationLedgerAnswer['total'],
    'resources' | 'registered' | 'disclosed' | 'complete' | 'products'
  >;
  const cells = ({ resources, registered, disclosed, complete, products }: Figures): string[] =>
    [resources, registered, disclosed, complete, products].map(thousands);
  const groups = [
    [say('地区', 'Region'), found.provinces],
    [say('实施机构', 'Implementing agency'), found.agencies],
    [say('运营机构', 'Operator'), found.operators],
  ] as const;
  for (const [title, group] of groups) {
    const lines = group.map((each) => [each.label[language], ...cells(each)]);
    out(table([{ title }, ...heads], [...lines, [say('合计', 'Total'), ...cells(found.total)]]));
    out('');
  }
  for (const { title, region: place, implementingAgency, registration } of found.items)
    out(`  ${title}  ${place.label[language]}  ${implementingAgency ?? '—'}  ${registration?.code ?? '—'}`);
  return EXIT.ok;
}
