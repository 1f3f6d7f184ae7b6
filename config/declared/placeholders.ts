/** The placeholders of a wire's templates, checked when it is loaded: every name must have somewhere to come from. */
import { PLACEHOLDER, type Wire } from '../declared.ts';

const LISTING = ['page', 'offset', 'size', 'pages', 'rows', 'cursor'];

/** What is wrong with them, as `place: message`; nothing where all is well. `options`: names a source may give. */
export function placeholderProblems(wire: Wire, options: readonly string[]): string[] {
  const problems: string[] = [];
  const everywhere = ['base', 'origin', 'now', 'random', ...options.map((name) => `option.${name}`)];
  const captured: string[] = [];
  const check = (place: string, tree: unknown, known: readonly string[]): void => {
    for (const name of namesIn(tree))
      if (!known.includes(name))
        problems.push(
          `${place}: {${name}} has no value there; take one of ${known.map((one) => `{${one}}`).join(' ')}`,
        );
  };
  for (const [index, step] of wire.prelude.entries()) {
    check(`prelude.${index}.request`, step.request, [...everywhere, ...captured]);
    captured.push(...Object.keys(step.capture).map((name) => `captured.${name}`));
  }
  const { walks, walksFrom } = wire.list;
  const walk = [
    ...Object.keys(walks[0] ?? {}).filter((name) => walks.every((each) => name in each)),
    ...Object.keys(walksFrom?.values ?? {}),
  ];
  check('list.walksFrom.request', walksFrom?.request, [...everywhere, ...captured]);
  if (walksFrom !== undefined && walks.length > 1)
    problems.push('list.walksFrom: a wire has walks of its own or those of a page, not both');
  const ofList = [...everywhere, ...captured, ...LISTING, ...walk.map((name) => `walk.${name}`)];
  check('list.request', wire.list.request, ofList);
  check('list.opening', wire.list.opening, ofList);
  const ofRow = ['id', ...Object.keys(wire.row.values).map((name) => `row.${name}`)];
  for (const [role, part] of Object.entries(wire.parts))
    check(`parts.${role}.request`, part.request, [...everywhere, ...captured, ...ofRow]);
  check('landingPage', wire.landingPage, [...everywhere, ...ofRow]);
  check('nativeId', wire.nativeId?.template, [...everywhere, ...ofRow]);
  if (wire.list.paging.by === 'cursor' && wire.list.paging.next === undefined)
    problems.push('list.paging.next: missing; paging by cursor needs the place of the next mark');
  return problems;
}

function namesIn(tree: unknown): string[] {
  if (typeof tree === 'string') return [...tree.matchAll(PLACEHOLDER)].map((found) => found[1]!);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.values(tree).flatMap(namesIn);
}
