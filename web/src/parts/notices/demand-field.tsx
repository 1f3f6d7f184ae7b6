import { useDemands } from '../../api/demands.ts';
import { useSpeech } from '../../words/language.tsx';
import { Choosing } from '../access/choosing.tsx';

/** Open demands that may be chosen here. */
const OFFERED = 100;
const LONGEST = 40;

/** Which demands somebody wants to be told of; all where none is chosen. */
export function DemandField({ chosen, choose }: { chosen: string[]; choose: (ids: string[]) => void }) {
  const { say } = useSpeech();
  const items = useDemands(new URLSearchParams({ state: 'open', size: String(OFFERED) })).data?.items ?? [];
  const name = (id: string) => items.find((demand) => demand.id === id)?.need.slice(0, LONGEST) ?? id;
  return (
    <>
      <Choosing
        label={say('demands.title')}
        add={say('notices.demands.add')}
        options={items.map(({ id }) => ({ value: id, text: name(id) }))}
        chosen={chosen}
        choose={choose}
        name={name}
      />
      <p className="small quiet">{say('notices.demands.hint')}</p>
    </>
  );
}
