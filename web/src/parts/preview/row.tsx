/** The row to hand in: to be read, copied, or kept as a file. */
import { useSpeech } from '../../words/language.tsx';
import { Copy } from '../copy.tsx';

/** A name that every system takes for a file. */
const nameOf = (row: string): string => `${/^- id: ([\w-]+)/.exec(row)?.[1] ?? 'source'}.yaml`;

/** `placed`: whose it is was found out. */
export function Row({ row, placed }: { row: string; placed: boolean }) {
  const { say } = useSpeech();
  const keep = () => {
    const url = URL.createObjectURL(new Blob([row], { type: 'application/yaml' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = nameOf(row);
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <section id="row">
      <h3>{say('preview.row')}</h3>
      <p>{say('preview.row.what')}</p>
      {placed ? null : <p className="note warn">{say('preview.row.unplaced')}</p>}
      <pre className="code raw-text">{row}</pre>
      <p className="choices">
        <Copy text={row} />
        <button type="button" className="button" onClick={keep}>
          {say('preview.row.keep', { name: nameOf(row) })}
        </button>
      </p>
    </section>
  );
}
