/** How to get it: each distribution with what a click will do. */
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { followable } from './followable.ts';

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
