/** How to get it: each distribution with what a click will do, and the columns it holds. */
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

/** Only addresses a browser may follow; whatever else a source writes stays text. */
const followable = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;

export function Distributions({ stored }: { stored: ApiStoredEntry }) {
  const { say, count } = useSpeech();
  const { label } = useLabels();
  const { distributions, landingPage } = stored.entry;
  const page = followable(landingPage);
  const direct = distributions.some((one) => followable(one.downloadUrl) ?? followable(one.accessUrl));
  return (
    <>
      {distributions.length > 0 ? (
        <ul>
          {distributions.map((one, position) => {
            const download = followable(one.downloadUrl);
            const access = followable(one.accessUrl);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a distribution has no id of its own
              <li key={position} style={{ padding: '0.25rem 0' }}>
                <span className="tag">{one.format ? label('format', one.format) : '—'}</span>{' '}
                {one.title ? <span>{one.title} </span> : null}
                {one.rows === undefined ? null : (
                  <span className="quiet small">{say('volume.rows', { n: one.rows })} </span>
                )}
                {one.byteSize === undefined ? null : (
                  <span className="quiet small">{count(one.byteSize)} B </span>
                )}
                {download ? (
                  <a href={download} rel="noreferrer noopener" target="_blank">
                    {say('resource.get.download')}
                  </a>
                ) : access ? (
                  <a href={access} rel="noreferrer noopener" target="_blank">
                    {say('resource.get.open')}
                  </a>
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : null}
      {direct ? null : <p className="quiet">{say('resource.get.none')}</p>}
      {page ? (
        <p style={{ marginTop: '0.6rem' }}>
          <a className="button main" href={page} rel="noreferrer noopener" target="_blank">
            {say('resource.get.page')}
          </a>
        </p>
      ) : null}
    </>
  );
}

export function DataItems({ items }: { items: ApiStoredEntry['entry']['dataItems'] }) {
  const { say } = useSpeech();
  return (
    <>
      <h2>{say('resource.items')}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('resource.items.name')}</th>
              <th>{say('resource.items.type')}</th>
              <th>{say('resource.items.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.name}:${item.type ?? ''}`}>
                <td>{item.label ? `${item.label}（${item.name}）` : item.name}</td>
                <td>{item.type ?? ''}</td>
                <td>{item.description ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
